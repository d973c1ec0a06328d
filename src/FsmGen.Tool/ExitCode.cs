namespace FsmGen.Tool;

/// <summary>What a caller learns without reading.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>There is something to say of a spec.</summary>
    public const int Findings = 1;

    /// <summary>The command could not do its work: a wrong call, a file that cannot be read or written.</summary>
    public const int Failure = 2;
}
