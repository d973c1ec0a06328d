using System.Diagnostics;

namespace FsmGen.CompileTime;

/// <summary>What the compiler takes with the generator, and with the same C# as if somebody had written it.</summary>
internal static class BuildTable
{
    public const string Without = "csc, the generated C# as source", With = "FsmGen: csc with the generator";

    private static readonly Lazy<string> Csc = new(FindCompiler);

    public static Table Measure(bool isQuick) => new("build", "A build", "ms", [.. LargeSpec.Sizes.Where(static size => size >= 100).SelectMany(size => Measure(new LargeSpec(size), isQuick))])
    {
        Cases = "rows of the spec",
        Note = "The whole process `csc`, from its start: builds that find a compiler server running save most of what the first row takes.",
    };

    private static IReadOnlyList<Measurement> Measure(LargeSpec spec, bool isQuick)
    {
        var folder = Directory.CreateTempSubdirectory("fsmgen-").FullName;
        try
        {
            string Write(string name, string text)
            {
                var path = Path.Combine(folder, name);
                File.WriteAllText(path, text);
                return path;
            }

            var host = Write("Host.cs", LargeSpec.Host);
            var yaml = Write("large.fsm.yaml", spec.Text());
            var generated = Write("Large.cs", new Editor(spec).Generated);
            var nothing = Write("Nothing.cs", "class Nothing { }");
            string[] generator = ["FsmGen.Generators.dll", "FsmGen.Compiler.dll", "YamlDotNet.dll"];
            return Interleaved.Measure(spec.Name,
            [
                new("csc, an empty class", () => Compile(folder, nothing)),
                new(Without, () => Compile(folder, host, generated)),
                new(With, () => Compile(folder, [host, $"/additionalfile:{yaml}", .. generator.Select(static name => $"/analyzer:{Path.Combine(AppContext.BaseDirectory, name)}")])),
            ], Without, Rounds(spec, isQuick));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // "10.0.401 [/usr/share/dotnet/sdk]": the SDK that builds this repository.
    private static string FindCompiler()
    {
        var version = Run("--version").Trim();
        var sdk = Run("--list-sdks").Split('\n').First(line => line.StartsWith($"{version} ", StringComparison.Ordinal));
        return Path.Combine(sdk[(version.Length + 2)..].Trim().TrimEnd(']'), version, "Roslyn", "bincore", "csc.dll");

        static string Run(string argument)
        {
            using var process = Process.Start(new ProcessStartInfo("dotnet", argument) { RedirectStandardOutput = true, WorkingDirectory = Repository.Root })!; // null only with the shell
            return process.StandardOutput.ReadToEnd();
        }
    }

    // Of the largest a quick run can afford one.
    private static int Rounds(LargeSpec spec, bool isQuick) => (spec.Rows > 1000, isQuick) switch
    {
        (true, true) => 1,
        (false, true) => 3,
        (true, false) => 5,
        (false, false) => 11,
    };

    private static double Compile(string folder, params string[] arguments)
    {
        var start = Stopwatch.GetTimestamp();
        using var compiler = Process.Start(new ProcessStartInfo("dotnet",
        [
            Csc.Value, "/nologo", "/noconfig", "/nostdlib+", "/target:library", "/optimize+", $"/out:{Path.Combine(folder, "out.dll")}",
            .. Editor.ReferencePaths().Select(static path => $"/reference:{path}"), .. arguments,
        ])
        { RedirectStandardOutput = true })!; // null only with the shell
        var output = compiler.StandardOutput.ReadToEnd();
        compiler.WaitForExit();
        return compiler.ExitCode == 0 ? Stopwatch.GetElapsedTime(start).TotalMilliseconds : throw new InvalidOperationException($"csc fails: {output}");
    }
}
