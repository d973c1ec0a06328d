using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp.Tests.Hostile;

/// <summary>A sender that makes the receiver work, or hold, more than its text is worth.</summary>
public sealed class TextTests
{
    private static readonly TcpConnectionOptions Small = new() { ReceiveBufferSize = 65535, Timestamps = false };

    [Fact]
    public void Single_bytes_all_over_the_window_are_held_up_to_a_number_and_then_lost()
    {
        var target = new Target(Small, new() { IsSackPermitted = true });
        for (var place = 65_533; place > 0; place -= 2)
            target.Arrive(sequence: place, text: [1]);

        Assert.InRange(target.Memory.InUse, 1, 65_536 + TcpMemory.ChunkSize);
        Assert.All(target.Sent, static sent => Assert.InRange(sent.Header.Options.Sack.Count, 1, 4));

        // The peer sends again what it was not told of, and all is well.
        for (var place = 0; place < 60_000; place += 1000)
            target.Arrive(sequence: place, text: new byte[1000]);
        Assert.Equal(60_000, target.Hear().Length);
    }

    [Fact]
    public void Text_that_was_delivered_or_counted_is_not_changed_any_more()
    {
        var target = new Target(Small).Arrive(text: "first"u8);
        target.Arrive(sequence: 0, text: "FIRST"u8).Arrive(sequence: 3, text: "ST and more"u8);
        Assert.Equal("first and more"u8, target.Hear());
        target.Arrive(sequence: 0, text: "FIRST AND MORE!"u8);
        Assert.Equal("!"u8, target.Hear());
    }

    [Fact]
    public void Text_beyond_the_window_is_cut_off()
    {
        var target = new Target(Small with { ReceiveBufferSize = 100 });
        target.Arrive(sequence: 50, text: new byte[1000]).Arrive(text: new byte[1000]);

        Assert.Equal(100, target.Hear().Length);
    }

    [Fact]
    public void Ends_all_over_the_window_and_beyond_end_nothing()
    {
        var target = new Target(Small);
        for (var place = -70_000; place < 70_000; place += 7)
        {
            if (place != 0)
                target.Arrive(TcpFlags.Fin | TcpFlags.Ack, place);
        }

        Assert.Equal(TcpConnectionState.Established, target.Connection.State);
        Assert.Equal("text"u8, target.Arrive(text: "text"u8).Hear());
        Assert.Equal(TcpConnectionState.CloseWait, target.Arrive(TcpFlags.Fin | TcpFlags.Ack, 4).Connection.State);
    }

    [Fact]
    public void A_connection_that_found_no_memory_keeps_none()
    {
        var memory = new TcpMemory(limit: 4 * TcpMemory.ChunkSize);
        var buffer = new ReceiveBuffer(65_536, memory);
        buffer.Hold(60_000, [1]);

        Assert.Equal(0, memory.InUse);
        buffer.Hold(0, [1]);
        Assert.Equal(1, buffer.Complete());
    }
}
