namespace FsmGen.Tcp.Devices.Linux;

/// <summary>Why Linux refused a call; the numbers that have a meaning here, from <c>asm-generic/errno.h</c>.</summary>
internal enum Errno
{
    OperationNotPermitted = 1,
    NoSuchFile = 2,
    Interrupted = 4,
    InputOutput = 5,
    NoSuchDeviceOrAddress = 6,
    Again = 11,
    OutOfMemory = 12,
    PermissionDenied = 13,
    Busy = 16,
    NoSuchDevice = 19,
    InvalidArgument = 22,
    BadFileState = 77,
    NoBufferSpace = 105,
}
