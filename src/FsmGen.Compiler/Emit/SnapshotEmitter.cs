using FsmGen.Compiler.Lowering;
using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Emit;

/// <summary>
/// Writes <c>Save</c> and <c>Restore</c>: all that a machine remembers, as a line of text that a database column or a log can
/// hold. It names states, so that an older one can be read where the spec says how.
/// </summary>
internal sealed partial class SnapshotEmitter(SourceWriter w, Machine machine, SnapshotShape shape)
{
    private readonly Chart? _chart = machine.Chart;

    private bool Defers => _chart?.Policy.Defers == true;

    private IReadOnlyList<string> Histories => _chart?.Histories.Select(static history => history.Name).ToList() ?? [];

    private IReadOnlyList<ChartTimer> Timers => _chart is { } chart ? [.. chart.Timers] : [];

    public void Emit()
    {
        w.Line();
        w.Lines(
            $$"""
            /// <summary>The shape of the spec, as snapshots carry it.</summary>
            public const string Schema = "{{shape.Schema}}";

            /// <summary>All that the machine remembers, as one line of text: where it is, what histories remember, what is deferred, how long timers still run.</summary>
            /// <exception cref="global::System.InvalidOperationException">A step is under way.</exception>
            """);
        using (w.Braces("public string Save()"))
            EmitSave();
        w.Line();
        w.Lines(
            """
            /// <summary>Makes the machine what it was when <paramref name="snapshot"/> was taken; no action runs.</summary>
            /// <param name="snapshot">What <see cref="Save"/> returned, perhaps of an older spec that this one knows how to read.</param>
            /// <exception cref="global::System.FormatException">It is no snapshot of this machine.</exception>
            /// <exception cref="global::System.InvalidOperationException">It is of another version of the spec, or a step is under way. The machine is as it was.</exception>
            """);
        using (w.Braces("public void Restore(string snapshot)"))
            EmitRestore();
        EmitRenames();
        if (_chart is not null)
            EmitChartParts(_chart);
    }

    private void EmitSave()
    {
        w.Lines(
            """
            var fsmPhase = FsmPhaseName() ?? throw new global::System.InvalidOperationException("A step is under way.");
            var fsmText = new global::System.Text.StringBuilder();
            fsmText.Append(Schema).Append(';').Append(fsmPhase);
            """);
        if (_chart is null)
        {
            w.Line("fsmText.Append(';').Append(_fsmState.ToString()).Append(\";;;\");");
        }
        else
        {
            w.Line("fsmText.Append(';').Append(FsmList(_fsmActive, true)).Append(';');");
            for (var i = 0; i < Histories.Count; i++)
                w.Line($"fsmText.Append(\"{(i == 0 ? "" : ",")}{Histories[i]}=\").Append(FsmList(_fsmHistory{i}, false));");
            w.Line("fsmText.Append(';');");
            if (Timers.Count > 0)
                EmitSaveTimers();
            w.Line("fsmText.Append(';');");
            if (Defers)
            {
                w.Line("for (var fsmIndex = 0; fsmIndex < _fsmDeferredCount; fsmIndex++)");
                w.Line("    fsmText.Append(fsmIndex == 0 ? \"\" : \",\").Append(FsmWrite(_fsmDeferred[fsmIndex]));");
            }
        }

        w.Line("return fsmText.ToString();");
    }

    /// <summary>Timers stand in the order in which they were started: of two that expire together, the older goes first.</summary>
    private void EmitSaveTimers()
    {
        w.Line("var fsmTimers = new global::System.Collections.Generic.SortedDictionary<long, string>();");
        for (var i = 0; i < Timers.Count; i++)
        {
            w.Line($"if (_fsmTimer{i} is {{ Deadline: {{ }} fsmDeadline{i} }})");
            w.Line($"    fsmTimers[_fsmTimer{i}.Started] = \"{Timers[i].Name}=\" + (fsmDeadline{i} - _fsmWheel!.Now).Ticks.ToString(global::System.Globalization.CultureInfo.InvariantCulture);");
        }

        w.Line("foreach (var fsmTimer in fsmTimers.Values)");
        w.Line("    fsmText.Append(fsmTimer).Append(',');");
    }

    private void EmitChartParts(Chart chart)
    {
        w.Line();
        w.Lines(
            """
            private static string FsmList(FsmStates states, bool onlyLeaves)
            {
                var text = new global::System.Text.StringBuilder();
                for (var state = states.First(1, FsmLastState); state >= 0; state = states.First(state + 1, FsmLastState))
                {
                    if (!onlyLeaves || FsmLast[state] == state)
                        text.Append(text.Length == 0 ? "" : "+").Append(FsmNames[state]);
                }

                return text.ToString();
            }

            private static FsmStates FsmParse(string schema, string list, bool withAncestors)
            {
                var states = default(FsmStates);
                foreach (var name in list.Length == 0 ? new string[0] : list.Split('+'))
                {
                    var state = global::System.Array.IndexOf(FsmNames, FsmRename(schema, name), 1);
                    if (state < 0)
                        throw FsmUnknown(name);
                    states.Add(state);
                    for (int ancestor = FsmParent[state]; withAncestors && ancestor > 0; ancestor = FsmParent[ancestor])
                        states.Add(ancestor);
                }

                return states;
            }

            /// <summary>Whether one state is active in every state that has some, and each of its regions.</summary>
            private static bool FsmIsWhole(int state, FsmStates active)
            {
                var count = 0;
                for (var child = state + 1; child <= FsmLast[state]; child = FsmLast[child] + 1)
                {
                    if (!active.Has(child))
                    {
                        if (FsmKind[state] == FsmParallel)
                            return false;
                        continue;
                    }

                    count++;
                    if (!FsmIsWhole(child, active))
                        return false;
                }

                return FsmLast[state] == state || count == 1 || FsmKind[state] == FsmParallel;
            }
            """);
        if (!Defers)
            return;

        // Not only what is deferred today: an older snapshot of this schema may hold what no row defers any more.
        var external = chart.Events.Select(static (e, index) => (Event: e, Number: index + 1))
            .Where(static pair => pair.Event is { IsExternal: true, CanWait: true } && pair.Event.Parameters.All(static parameter => SnapshotSchema.Writable.Contains(parameter.Type))).ToList();
        w.Line();
        using (w.Braces("private static string FsmWrite(FsmStored stored)"))
        using (w.Braces("switch (stored.FsmTrigger)"))
        {
            foreach (var (e, number) in external)
            {
                w.Line($"case {number}:");
                w.Line($"    return \"{e.Name}\"{string.Concat(e.Parameters.Select(static parameter => $" + \"|\" + {Write(parameter)}"))};");
            }

            w.Line("default:");
            w.Line("    return \"\";");
        }

        w.Line();
        using (w.Braces("private static FsmStored FsmRead(string schema, string text)"))
        {
            w.Line("var parts = text.Split('|');");
            using (w.Braces("try"))
            using (w.Braces("switch (FsmRenameEvent(schema, parts[0]) + \"/\" + (parts.Length - 1))"))
            {
                foreach (var (e, number) in external)
                {
                    w.Line($"case \"{e.Name}/{e.Parameters.Count}\":");
                    w.Line($"    return new FsmStored {{ {string.Join(", ", e.Parameters.Select((parameter, index) => $"{parameter.Name} = {Read(parameter, index + 1)}").Prepend($"FsmTrigger = {number}"))} }};");
                }

                w.Line("default:");
                w.Line("    throw FsmUnknown(parts[0]);");
            }

            using (w.Braces("catch (global::System.Exception e) when (e is global::System.OverflowException or global::System.ArgumentException)"))
                w.Line("throw new global::System.FormatException(\"The text is no snapshot.\", e);");
        }

        var types = external.SelectMany(static pair => pair.Event.Parameters).Select(static parameter => parameter.Type).ToList();
        if (types.Contains("bool"))
        {
            w.Line();
            w.Line("private static bool FsmIsTrue(string text) => text == \"1\" || (text == \"0\" ? false : throw new global::System.FormatException(\"The text is no snapshot.\"));");
        }

        if (types.Contains("string"))
            EmitEscapes();
    }

    /// <summary>Text as a URL has it, and what such a one cannot say: null, and half of a pair of surrogates.</summary>
    private void EmitEscapes()
    {
        w.Line();
        w.Lines(
            """
            private static string FsmEscape(string? text)
            {
                if (text is null)
                    return "%";
                var escaped = new global::System.Text.StringBuilder();
                for (var i = 0; i < text.Length; i++)
                {
                    if (char.IsSurrogatePair(text, i))
                        escaped.Append(global::System.Uri.EscapeDataString(text.Substring(i++, 2)));
                    else if (char.IsSurrogate(text[i]))
                        escaped.Append("%u").Append(((int)text[i]).ToString("X4", global::System.Globalization.CultureInfo.InvariantCulture));
                    else
                        escaped.Append(global::System.Uri.EscapeDataString(text.Substring(i, 1)));
                }

                return escaped.ToString();
            }

            private static string FsmUnescape(string text)
            {
                if (text == "%")
                    return null!;
                var runs = text.Split(new[] { "%u" }, global::System.StringSplitOptions.None);
                var plain = new global::System.Text.StringBuilder(global::System.Uri.UnescapeDataString(runs[0]));
                for (var i = 1; i < runs.Length; i++)
                {
                    plain.Append((char)ushort.Parse(runs[i].Substring(0, 4), global::System.Globalization.NumberStyles.AllowHexSpecifier, global::System.Globalization.CultureInfo.InvariantCulture));
                    plain.Append(global::System.Uri.UnescapeDataString(runs[i].Substring(4)));
                }

                return plain.ToString();
            }
            """);
    }

    private const string Invariant = "global::System.Globalization.CultureInfo.InvariantCulture";

    private static string Write(Parameter parameter) => parameter.Type switch
    {
        "string" => $"FsmEscape(stored.{parameter.Name})",
        "char" => $"((int)stored.{parameter.Name}).ToString({Invariant})",
        "bool" => $"(stored.{parameter.Name} ? \"1\" : \"0\")",
        "float" or "double" => $"stored.{parameter.Name}.ToString(\"R\", {Invariant})",
        _ => $"stored.{parameter.Name}.ToString({Invariant})",
    };

    private static string Read(Parameter parameter, int index) => parameter.Type switch
    {
        "string" => $"FsmUnescape(parts[{index}])",
        "char" => $"(char)ushort.Parse(parts[{index}], {Invariant})",
        "bool" => $"FsmIsTrue(parts[{index}])",
        _ => $"{parameter.Type}.Parse(parts[{index}], {Invariant})",
    };
}
