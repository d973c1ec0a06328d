using System.Runtime.CompilerServices;
using static FsmGen.Benchmarks.Tcp.Effect;
using static FsmGen.Benchmarks.Tcp.ConnectionEvent;
using static FsmGen.Benchmarks.Tcp.ConnectionState;

namespace FsmGen.Benchmarks.Tcp;

/// <summary>What one writes by hand for a TCP connection: a switch on the state, and in each case one on the event.</summary>
internal sealed class ConnectionSwitch
{
    public ConnectionState State;
    public long Effects;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool Call(ConnectionEvent e) => Fire(e);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Fire(ConnectionEvent e)
    {
        switch (State)
        {
            case Closed:
                switch (e)
                {
                    case PassiveOpen: Effects += CreateBlock; State = Listen; return true;
                    case ActiveOpen: Effects += CreateBlock; Effects += SendSyn; State = SynSent; return true;
                    case Syn: case SynAck: case Ack: case Text: case Fin: case AckOfFin: case FinAndAck: Effects += SendReset; return true;
                    default: return false;
                }

            case Listen:
                switch (e)
                {
                    case ActiveOpen: case Send: Effects += SendSyn; State = SynSent; return true;
                    case Close: case Abort: Effects += DeleteBlock; State = Closed; return true;
                    case Syn: Effects += SendSynAck; State = SynReceived; return true;
                    case SynAck: case Ack: case Text: case Fin: case AckOfFin: case FinAndAck: Effects += SendReset; return true;
                    default: return false;
                }

            case SynSent:
                switch (e)
                {
                    case Send: case Receive: Effects += Queue; return true;
                    case Close: case Abort: Effects += DeleteBlock; State = Closed; return true;
                    case Syn: Effects += SendSynAck; State = SynReceived; return true;
                    case SynAck: Effects += SendAck; State = Established; return true;
                    case Rst: case UserTimeout: case IcmpError: Effects += Notify; Effects += DeleteBlock; State = Closed; return true;
                    case RetransmissionTimeout: Effects += Retransmit; return true;
                    default: return false;
                }

            case SynReceived:
                switch (e)
                {
                    case Send: case Receive: Effects += Queue; return true;
                    case Close: Effects += SendFin; State = FinWait1; return true;
                    case Abort: Effects += SendReset; Effects += DeleteBlock; State = Closed; return true;
                    case Syn: Effects += SendAck; return true;
                    case Ack: State = Established; return true;
                    case Text: Effects += Deliver; Effects += SendAck; State = Established; return true;
                    case Fin: Effects += SendAck; Effects += Notify; State = CloseWait; return true;
                    case Rst: case UserTimeout: case IcmpError: Effects += Notify; Effects += DeleteBlock; State = Closed; return true;
                    case RetransmissionTimeout: Effects += Retransmit; return true;
                    default: return false;
                }

            case Established:
                switch (e)
                {
                    case Send: Effects += SendText; return true;
                    case Receive: Effects += Deliver; return true;
                    case Close: Effects += SendFin; State = FinWait1; return true;
                    case Abort: Effects += SendReset; Effects += DeleteBlock; State = Closed; return true;
                    case Syn: Effects += SendAck; return true;
                    case Ack: Effects += Acknowledge; return true;
                    case Text: Effects += Deliver; Effects += SendAck; return true;
                    case Fin: Effects += SendAck; Effects += Notify; State = CloseWait; return true;
                    case Rst: case UserTimeout: Effects += Notify; Effects += DeleteBlock; State = Closed; return true;
                    case RetransmissionTimeout: Effects += Retransmit; return true;
                    case PersistTimeout: case KeepAliveTimeout: Effects += SendProbe; return true;
                    case IcmpError: Effects += Notify; return true;
                    default: return false;
                }

            case FinWait1:
                switch (e)
                {
                    case Receive: Effects += Deliver; return true;
                    case Abort: Effects += SendReset; Effects += DeleteBlock; State = Closed; return true;
                    case Syn: Effects += SendAck; return true;
                    case Ack: Effects += Acknowledge; return true;
                    case Text: Effects += Deliver; Effects += SendAck; return true;
                    case Fin: Effects += SendAck; Effects += Notify; State = Closing; return true;
                    case AckOfFin: Effects += Acknowledge; State = FinWait2; return true;
                    case FinAndAck: Effects += SendAck; Effects += Notify; Effects += StartTimeWait; State = TimeWait; return true;
                    case Rst: case UserTimeout: Effects += Notify; Effects += DeleteBlock; State = Closed; return true;
                    case RetransmissionTimeout: Effects += Retransmit; return true;
                    case PersistTimeout: Effects += SendProbe; return true;
                    case IcmpError: Effects += Notify; return true;
                    default: return false;
                }

            case FinWait2:
                switch (e)
                {
                    case Receive: Effects += Deliver; return true;
                    case Abort: Effects += SendReset; Effects += DeleteBlock; State = Closed; return true;
                    case Syn: Effects += SendAck; return true;
                    case Ack: Effects += Acknowledge; return true;
                    case Text: Effects += Deliver; Effects += SendAck; return true;
                    case Fin: case FinAndAck: Effects += SendAck; Effects += Notify; Effects += StartTimeWait; State = TimeWait; return true;
                    case Rst: case UserTimeout: Effects += Notify; Effects += DeleteBlock; State = Closed; return true;
                    case IcmpError: Effects += Notify; return true;
                    default: return false;
                }

            case CloseWait:
                switch (e)
                {
                    case Send: Effects += SendText; return true;
                    case Receive: Effects += Deliver; return true;
                    case Close: Effects += SendFin; State = LastAck; return true;
                    case Abort: Effects += SendReset; Effects += DeleteBlock; State = Closed; return true;
                    case Syn: case Fin: Effects += SendAck; return true;
                    case Ack: Effects += Acknowledge; return true;
                    case Rst: case UserTimeout: Effects += Notify; Effects += DeleteBlock; State = Closed; return true;
                    case RetransmissionTimeout: Effects += Retransmit; return true;
                    case PersistTimeout: case KeepAliveTimeout: Effects += SendProbe; return true;
                    case IcmpError: Effects += Notify; return true;
                    default: return false;
                }

            case Closing:
                switch (e)
                {
                    case Abort: Effects += DeleteBlock; State = Closed; return true;
                    case Syn: case Fin: Effects += SendAck; return true;
                    case Ack: Effects += Acknowledge; return true;
                    case AckOfFin: Effects += StartTimeWait; State = TimeWait; return true;
                    case Rst: case UserTimeout: Effects += Notify; Effects += DeleteBlock; State = Closed; return true;
                    case RetransmissionTimeout: Effects += Retransmit; return true;
                    default: return false;
                }

            case LastAck:
                switch (e)
                {
                    case Abort: case AckOfFin: Effects += DeleteBlock; State = Closed; return true;
                    case Syn: case Fin: Effects += SendAck; return true;
                    case Ack: Effects += Acknowledge; return true;
                    case Rst: case UserTimeout: Effects += Notify; Effects += DeleteBlock; State = Closed; return true;
                    case RetransmissionTimeout: Effects += Retransmit; return true;
                    default: return false;
                }

            case TimeWait:
                switch (e)
                {
                    case Abort: case Rst: case TimeWaitTimeout: Effects += DeleteBlock; State = Closed; return true;
                    case Syn: Effects += SendAck; return true;
                    case Fin: case FinAndAck: Effects += SendAck; Effects += StartTimeWait; return true;
                    default: return false;
                }

            default:
                return false;
        }
    }
}
