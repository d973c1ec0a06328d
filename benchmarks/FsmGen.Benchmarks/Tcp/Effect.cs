namespace FsmGen.Benchmarks.Tcp;

/// <summary>What the actions of a TCP connection amount to: each adds a number of its own, so that sums tell whether the same ones have run.</summary>
internal static class Effect
{
    public const long CreateBlock = 104729;
    public const long DeleteBlock = 224737;
    public const long SendSyn = 350377;
    public const long SendSynAck = 479909;
    public const long SendAck = 611953;
    public const long SendFin = 746773;
    public const long SendReset = 882377;
    public const long SendText = 1020379;
    public const long SendProbe = 1159523;
    public const long Retransmit = 1299709;
    public const long Acknowledge = 1441049;
    public const long Deliver = 1583539;
    public const long Queue = 1726943;
    public const long Notify = 1870667;
    public const long StartTimeWait = 2015177;
}
