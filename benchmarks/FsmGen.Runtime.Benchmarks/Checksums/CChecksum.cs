using System.Runtime.InteropServices;

namespace FsmGen.Runtime.Benchmarks.Checksums;

/// <summary>checksum.c, compiled by this run: once as distributions compile, once for this very processor.</summary>
internal static unsafe class CChecksum
{
    public static readonly delegate* unmanaged[SuppressGCTransition]<byte*, nuint, ushort> Plain, Native;

    static CChecksum()
    {
        var problem = Compile("-O3", out var function);
        Plain = (delegate* unmanaged[SuppressGCTransition]<byte*, nuint, ushort>)function;
        problem ??= Compile("-O3 -march=native", out function);
        Native = (delegate* unmanaged[SuppressGCTransition]<byte*, nuint, ushort>)function;
        Problem = problem;
    }

    /// <summary>Why there is no C to compare with; null if there is.</summary>
    public static string? Problem { get; }

    private static string? Compile(string flags, out nint checksum)
    {
        checksum = 0;
        var source = Path.Combine(AppContext.BaseDirectory, "Checksums", "checksum.c");
        var folder = Directory.CreateTempSubdirectory("fsmgen");
        var library = Path.Combine(folder.FullName, "checksum.so");
        try
        {
            if (CCompiler.Compile(source, library, [.. flags.Split(' '), "-shared", "-fPIC"]) is { } problem)
                return $"{problem}, which the checksum is compared with";

            checksum = NativeLibrary.GetExport(NativeLibrary.Load(library), "checksum");
            return null;
        }
        finally
        {
            // What is loaded no longer needs its file.
            folder.Delete(recursive: true);
        }
    }
}
