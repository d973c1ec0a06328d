using Handshake;

namespace FsmGen.Tcp.Tests;

public sealed class HandshakeSampleTests
{
    public static TheoryData<string> Names => [.. Scenarios.All.Select(static s => s.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_scenario_meets_its_expectations(string name)
    {
        var (code, output, error) = Run("--only", name);
        Assert.Equal("", error);
        Assert.Equal(0, code);
        Assert.Contains($"=== {name}:", output, StringComparison.Ordinal);
        Assert.All(output.Split('\n'), static line => Assert.True(line.TrimEnd('\r').Length <= 100, line));
    }

    [Theory]
    [InlineData("handshake")]
    [InlineData("close")]
    public void The_ladder_is_the_one_we_know(string name) => Snapshot.Match(Run("--only", name).Output, $"Snapshots/{name}.verified.txt");

    [Fact]
    public void The_list_names_all_scenarios()
    {
        var (code, output, _) = Run("--list");
        Assert.Equal(0, code);
        Assert.All(Scenarios.All, s => Assert.Contains($"{s.Name} ", output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("There is no scenario 'handshak'; did you mean 'handshake'?", "--only", "handshak")]
    [InlineData("Unknown option '--lst'; did you mean '--list'?", "--lst")]
    public void A_typing_error_is_met_with_a_suggestion(string message, params string[] args)
    {
        var (code, output, error) = Run(args);
        Assert.Equal(2, code);
        Assert.Equal("", output);
        Assert.StartsWith(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wireshark_finds_no_bad_checksum_no_malformed_packet_and_no_error_in_the_capture()
    {
        var path = Path.GetTempFileName();
        try
        {
            Assert.Equal(0, Run("--pcap", path).Code);

            // A warning is allowed where a scenario resets a connection, and nowhere else.
            const string Complaint = "_ws.malformed || ip.checksum.status == 0 || tcp.checksum.status == 0"
                + " || _ws.expert.severity == error || (_ws.expert.severity == warning && !(tcp.flags.reset == 1))";
            Assert.Equal("", await Packets(path, Complaint));
            Assert.NotEqual("", await Packets(path, "tcp.checksum.status == 1"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static (int Code, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        return (Program.Run(args, output, error), output.ToString(), error.ToString());
    }

    private static Task<string> Packets(string path, string filter)
    {
        string[] arguments = ["-n", "-r", path, "-o", "tcp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE", "-Y", filter];
        return Tshark.Run("tshark", arguments, CancellationToken.None);
    }
}
