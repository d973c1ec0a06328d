using static FsmGen.Runtime.Packets.TcpFlags;

namespace FsmGen.Tcp.Tests.Requirements;

/// <summary>What connections do where there is no memory left.</summary>
public sealed class MemoryTests
{
    [Fact]
    public void A_connection_without_text_holds_no_memory()
    {
        var memory = new TcpMemory();
        var dialog = Dialog.Established(memory: memory);
        Assert.Equal(0, memory.InUse);
        dialog.Send(1000);
        dialog.Text(1, 100);
        Assert.Equal(2 * TcpMemory.ChunkSize, memory.InUse);
        dialog.Acknowledges(1001);
        dialog.Receive(100);

        Assert.Equal(0, memory.InUse);
    }

    [Fact]
    public void A_send_takes_what_there_is_memory_for_and_says_so()
    {
        var memory = new TcpMemory(2 * TcpMemory.ChunkSize);
        var dialog = Dialog.Established(memory: memory);
        dialog.Connection.Send(new byte[100_000], urgent: false);

        Assert.Equal(2 * TcpMemory.ChunkSize, dialog.Connection.Transferred);
        Assert.Equal(memory.Limit, memory.InUse);
    }

    [Fact]
    public void Text_that_there_is_no_memory_for_is_lost_and_may_come_again()
    {
        var memory = new TcpMemory(TcpMemory.ChunkSize);
        var dialog = Dialog.Established(memory: memory);
        dialog.Send(1000);
        Assert.Equal("ack 1", dialog.Text(1, 1001));
        dialog.Acknowledges(1001);

        Assert.Equal("ack 1001", dialog.Text(1, 1001));
        dialog.Arrive(Rst, 1001, 0);
        Assert.Equal(0, memory.InUse);
    }
}
