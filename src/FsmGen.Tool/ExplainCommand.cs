using System.CommandLine;

namespace FsmGen.Tool;

/// <summary><c>fsmgen explain FSM2001</c>: the page of a rule; without an id, the list of them.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var id = new Argument<string?>("id") { Description = "The id of a rule, like FSM2001; without it all rules are listed.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("explain", "Prints what a rule says, why, and how to satisfy it.") { id };
        command.SetAction(parsed => Run(parsed.GetValue(id), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error));
        return command;
    }

    private static int Run(string? id, TextWriter output, TextWriter error)
    {
        if (RulePages.Find(id?.ToUpperInvariant() ?? RulePages.Index) is { } page)
        {
            output.Write(page);
            return ExitCode.Success;
        }

        error.WriteLine($"fsmgen: there is no rule '{id}'{RulePages.Suggest(id!)}");
        return ExitCode.Failure;
    }
}
