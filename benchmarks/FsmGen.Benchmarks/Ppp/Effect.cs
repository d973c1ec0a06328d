namespace FsmGen.Benchmarks.Ppp;

/// <summary>What the actions of a PPP link amount to: each adds a number of its own, so that sums tell whether the same ones have run.</summary>
internal static class Effect
{
    public const long LayerUp = 104729;
    public const long LayerDown = 224737;
    public const long LayerStarted = 350377;
    public const long LayerFinished = 479909;
    public const long InitializeRestartCount = 611953;
    public const long ZeroRestartCount = 746773;
    public const long SendRequest = 882377;
    public const long SendAck = 1020379;
    public const long SendNak = 1159523;
    public const long SendTerminateRequest = 1299709;
    public const long SendTerminateAck = 1441049;
    public const long SendCodeReject = 1583539;
    public const long SendEchoReply = 1726943;
}
