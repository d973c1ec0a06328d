using System.Text;
using FsmGen.Tcp;

namespace Handshake;

/// <summary>The names of the states as RFC 9293 writes them.</summary>
internal static class StateNames
{
    /// <summary>FinWait1 becomes FIN-WAIT-1.</summary>
    public static string Rfc(this TcpConnectionState state)
    {
        var name = new StringBuilder();
        foreach (var c in state.ToString())
        {
            if (name.Length > 0 && !char.IsLower(c))
                name.Append('-');
            name.Append(char.ToUpperInvariant(c));
        }

        return name.ToString();
    }
}
