using System.Runtime.CompilerServices;
using static FsmGen.Benchmarks.Ppp.Effect;
using static FsmGen.Benchmarks.Ppp.LinkEvent;
using static FsmGen.Benchmarks.Ppp.LinkState;

namespace FsmGen.Benchmarks.Ppp;

/// <summary>What one writes by hand for a PPP link: a switch on the state, and in each case one on the event.</summary>
internal sealed class LinkSwitch
{
    public LinkState State;
    public long Effects;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool Call(LinkEvent e) => Fire(e);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Fire(LinkEvent e)
    {
        switch (State)
        {
            case Initial:
                switch (e)
                {
                    case Up: State = Closed; return true;
                    case Open: Effects += LayerStarted; State = Starting; return true;
                    case Close: return true;
                    default: return false;
                }

            case Starting:
                switch (e)
                {
                    case Up: Effects += InitializeRestartCount; Effects += SendRequest; State = ReqSent; return true;
                    case Open: return true;
                    case Close: Effects += LayerFinished; State = Initial; return true;
                    default: return false;
                }

            case Closed:
                switch (e)
                {
                    case Down: State = Initial; return true;
                    case Open: Effects += InitializeRestartCount; Effects += SendRequest; State = ReqSent; return true;
                    case Close: case TerminateAck: case BearableReject: case EchoRequest: return true;
                    case GoodRequest: case BadRequest: case Ack: case Nak: case TerminateRequest: Effects += SendTerminateAck; return true;
                    case UnknownCode: Effects += SendCodeReject; return true;
                    case FatalReject: Effects += LayerFinished; return true;
                    default: return false;
                }

            case Stopped:
                switch (e)
                {
                    case Down: Effects += LayerStarted; State = Starting; return true;
                    case Open: case TerminateAck: case BearableReject: case EchoRequest: return true;
                    case Close: State = Closed; return true;
                    case GoodRequest: Effects += InitializeRestartCount; Effects += SendRequest; Effects += SendAck; State = AckSent; return true;
                    case BadRequest: Effects += InitializeRestartCount; Effects += SendRequest; Effects += SendNak; State = ReqSent; return true;
                    case Ack: case Nak: case TerminateRequest: Effects += SendTerminateAck; return true;
                    case UnknownCode: Effects += SendCodeReject; return true;
                    case FatalReject: Effects += LayerFinished; return true;
                    default: return false;
                }

            case Closing:
                switch (e)
                {
                    case Down: State = Initial; return true;
                    case Open: State = Stopping; return true;
                    case Close: case GoodRequest: case BadRequest: case Ack: case Nak: case BearableReject: case EchoRequest: return true;
                    case TimeoutAgain: Effects += SendTerminateRequest; return true;
                    case TimeoutLast: case TerminateAck: case FatalReject: Effects += LayerFinished; State = Closed; return true;
                    case TerminateRequest: Effects += SendTerminateAck; return true;
                    case UnknownCode: Effects += SendCodeReject; return true;
                    default: return false;
                }

            case Stopping:
                switch (e)
                {
                    case Down: State = Starting; return true;
                    case Open: case GoodRequest: case BadRequest: case Ack: case Nak: case BearableReject: case EchoRequest: return true;
                    case Close: State = Closing; return true;
                    case TimeoutAgain: Effects += SendTerminateRequest; return true;
                    case TimeoutLast: case TerminateAck: case FatalReject: Effects += LayerFinished; State = Stopped; return true;
                    case TerminateRequest: Effects += SendTerminateAck; return true;
                    case UnknownCode: Effects += SendCodeReject; return true;
                    default: return false;
                }

            case ReqSent:
                switch (e)
                {
                    case Down: State = Starting; return true;
                    case Open: case TerminateAck: case BearableReject: case EchoRequest: return true;
                    case Close: Effects += InitializeRestartCount; Effects += SendTerminateRequest; State = Closing; return true;
                    case TimeoutAgain: Effects += SendRequest; return true;
                    case TimeoutLast: case FatalReject: Effects += LayerFinished; State = Stopped; return true;
                    case GoodRequest: Effects += SendAck; State = AckSent; return true;
                    case BadRequest: Effects += SendNak; return true;
                    case Ack: Effects += InitializeRestartCount; State = AckRcvd; return true;
                    case Nak: Effects += InitializeRestartCount; Effects += SendRequest; return true;
                    case TerminateRequest: Effects += SendTerminateAck; return true;
                    case UnknownCode: Effects += SendCodeReject; return true;
                    default: return false;
                }

            case AckRcvd:
                switch (e)
                {
                    case Down: State = Starting; return true;
                    case Open: case EchoRequest: return true;
                    case Close: Effects += InitializeRestartCount; Effects += SendTerminateRequest; State = Closing; return true;
                    case TimeoutAgain: case Ack: case Nak: Effects += SendRequest; State = ReqSent; return true;
                    case TimeoutLast: case FatalReject: Effects += LayerFinished; State = Stopped; return true;
                    case GoodRequest: Effects += SendAck; Effects += LayerUp; State = Opened; return true;
                    case BadRequest: Effects += SendNak; return true;
                    case TerminateRequest: Effects += SendTerminateAck; State = ReqSent; return true;
                    case TerminateAck: case BearableReject: State = ReqSent; return true;
                    case UnknownCode: Effects += SendCodeReject; return true;
                    default: return false;
                }

            case AckSent:
                switch (e)
                {
                    case Down: State = Starting; return true;
                    case Open: case TerminateAck: case BearableReject: case EchoRequest: return true;
                    case Close: Effects += InitializeRestartCount; Effects += SendTerminateRequest; State = Closing; return true;
                    case TimeoutAgain: Effects += SendRequest; return true;
                    case TimeoutLast: case FatalReject: Effects += LayerFinished; State = Stopped; return true;
                    case GoodRequest: Effects += SendAck; return true;
                    case BadRequest: Effects += SendNak; State = ReqSent; return true;
                    case Ack: Effects += InitializeRestartCount; Effects += LayerUp; State = Opened; return true;
                    case Nak: Effects += InitializeRestartCount; Effects += SendRequest; return true;
                    case TerminateRequest: Effects += SendTerminateAck; State = ReqSent; return true;
                    case UnknownCode: Effects += SendCodeReject; return true;
                    default: return false;
                }

            case Opened:
                switch (e)
                {
                    case Down: Effects += LayerDown; State = Starting; return true;
                    case Open: case BearableReject: return true;
                    case Close: Effects += LayerDown; Effects += InitializeRestartCount; Effects += SendTerminateRequest; State = Closing; return true;
                    case GoodRequest: Effects += LayerDown; Effects += SendRequest; Effects += SendAck; State = AckSent; return true;
                    case BadRequest: Effects += LayerDown; Effects += SendRequest; Effects += SendNak; State = ReqSent; return true;
                    case Ack: case Nak: case TerminateAck: Effects += LayerDown; Effects += SendRequest; State = ReqSent; return true;
                    case TerminateRequest: Effects += LayerDown; Effects += ZeroRestartCount; Effects += SendTerminateAck; State = Stopping; return true;
                    case UnknownCode: Effects += SendCodeReject; return true;
                    case FatalReject: Effects += LayerDown; Effects += InitializeRestartCount; Effects += SendTerminateRequest; State = Stopping; return true;
                    case EchoRequest: Effects += SendEchoReply; return true;
                    default: return false;
                }

            default:
                return false;
        }
    }
}
