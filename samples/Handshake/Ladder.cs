using System.Globalization;
using System.Text;
using FsmGen.Runtime.Packets;

namespace Handshake;

/// <summary>Draws what happens: the client on the left, the server on the right, segments in between.</summary>
internal sealed class Ladder(TextWriter output)
{
    private const int StateWidth = 13, ArrowWidth = 58, TextWidth = 88;

    /// <summary>Whether nothing is drawn for now.</summary>
    public bool IsMuted { get; set; }

    /// <summary>Begins a scenario.</summary>
    public void Begin(Scenario scenario)
    {
        Write("");
        Write($"=== {scenario.Name}: {scenario.Title}");
    }

    /// <summary>Names the columns.</summary>
    public void Columns(Endpoint client, Endpoint server)
    {
        Write("");
        Write($"            client {client.Socket}, server {server.Socket}");
        Line("time", client.Name, "", server.Name);
    }

    /// <summary>A segment leaves.</summary>
    public void Segment(TimeSpan now, Endpoint client, Endpoint server, Endpoint from, in TcpHeader header, ReadOnlySpan<byte> text, bool isLost)
    {
        var to = from == client ? server : client;
        var words = new StringBuilder(Flags(header.Flags).PadRight(8));
        words.Append(CultureInfo.InvariantCulture, $" SEQ={header.Sequence - from.Iss,-5}");
        words.Append((header.Flags & TcpFlags.Ack) == 0 ? new string(' ', 10) : $" ACK={header.Acknowledgment - to.Iss,-5}");
        words.Append(CultureInfo.InvariantCulture, $" LEN={text.Length}");
        if (text.Length > 0)
            words.Append(CultureInfo.InvariantCulture, $" \"{Encoding.ASCII.GetString(text)}\"");

        Line(Time(now), client.Shown, Arrow(words.ToString(), from == client, isLost), server.Shown);
    }

    /// <summary>The states changed and nothing was sent.</summary>
    public void States(TimeSpan now, Endpoint client, Endpoint server) =>
        Line(Time(now), client.Shown, "", server.Shown);

    /// <summary>Something happens at one side: a user call, a timer.</summary>
    public void Happens(TimeSpan now, Endpoint at, string what) => Write($"{Time(now),10}  {at.Name}: {what}");

    /// <summary>A remark, broken into lines.</summary>
    public void Say(string remark, string lead = "")
    {
        var line = lead;
        foreach (var word in remark.Split(' '))
        {
            if (line.Length + word.Length + 1 > TextWidth)
            {
                Write($"            {line}");
                line = new string(' ', lead.Length);
            }

            line = line.Length == lead.Length ? line + word : $"{line} {word}";
        }

        Write($"            {line}");
    }

    /// <summary>The control bits by name, in the order people say them.</summary>
    public static string Flags(TcpFlags flags)
    {
        ReadOnlySpan<TcpFlags> order =
            [TcpFlags.Syn, TcpFlags.Fin, TcpFlags.Rst, TcpFlags.Psh, TcpFlags.Ack, TcpFlags.Urg, TcpFlags.Ece, TcpFlags.Cwr];
        var names = new List<string>();
        foreach (var flag in order)
        {
            if ((flags & flag) != 0)
                names.Add(flag.ToString().ToUpperInvariant());
        }

        return string.Join(',', names);
    }

    private static string Arrow(string words, bool toTheRight, bool isLost)
    {
        var shaft = new string('─', Math.Max(1, ArrowWidth - words.Length - 6));
        return (toTheRight, isLost) switch
        {
            (true, false) => $"─── {words} {shaft}▶",
            (true, true) => $"─── {words} {shaft[1..]}✗ ",
            (false, false) => $"◀── {words} {shaft}─",
            (false, true) => $" ✗─ {words} {shaft}─",
        };
    }

    private static string Time(TimeSpan now) => now.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture) + " s";

    private void Line(string time, string left, string middle, string right) =>
        Write($"{time,10}  {left.PadRight(StateWidth)} {middle.PadRight(ArrowWidth)} {right}".TrimEnd());

    private void Write(string line)
    {
        if (!IsMuted)
            output.WriteLine(line);
    }
}
