namespace FsmGen.Compiler.Model;

/// <summary>A parameter of an action: a constant that each use supplies, or one that the event at hand carries.</summary>
internal sealed record ActionParameter(Parameter Parameter, bool IsConstant);
