namespace FsmGen.Tcp.Benchmarks.Linux;

/// <summary>The programs of <c>Native</c>, each compiled by this run when it is first needed.</summary>
internal static class NativePrograms
{
    private static readonly Lazy<string> Ceiling = Program("ceiling"), Forward = Program("forward"), Client = Program("client"), Server = Program("server");

    public static string CeilingPath => Ceiling.Value;

    public static string ForwardPath => Forward.Value;

    public static string ClientPath => Client.Value;

    public static string ServerPath => Server.Value;

    private static Lazy<string> Program(string name) => new(() =>
    {
        var folder = Path.Combine(Repository.Root, "artifacts", "benchmarks", "native");
        Directory.CreateDirectory(folder);
        var program = Path.Combine(folder, name);
        return CCompiler.Compile(Path.Combine(AppContext.BaseDirectory, "Native", $"{name}.c"), program, "-O2", "-pthread") is { } problem
            ? throw new InvalidOperationException(problem)
            : program;
    });
}
