#if !NET9_0_OR_GREATER
// Before .NET 9 any object is a lock; a lock statement takes both.
global using Lock = System.Object;
#endif
