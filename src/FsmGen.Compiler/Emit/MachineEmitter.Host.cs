namespace FsmGen.Compiler.Emit;

/// <content>Guards and actions: what the host implements, and what the spec itself says in C#.</content>
internal sealed partial class MachineEmitter
{
    private void EmitHost()
    {
        EmitGuards();
        // Where effects are data, nothing calls an action.
        if (!_machine.IsTable)
            EmitActions();
    }

    private void EmitGuards()
    {
        foreach (var guard in _machine.Guards)
        {
            _w.Line();
            XmlDoc.Write(_w, guard.Docs, $"The guard '{guard.Name}'.");
            var head = $"bool {guard.Name}({string.Join(", ", guard.Parameters.Select(static parameter => parameter.Declaration))})";
            if (guard.Code is not { } code)
                EmitLineAt(guard.Parameters, $"private partial {head};");
            else
            {
                EmitLineAt(guard.Parameters, $"private {head} =>");
                EmitFragment(code);
                _w.Line("    ;");
            }
        }
    }

    private void EmitActions()
    {
        foreach (var action in _machine.Actions)
        {
            _w.Line();
            XmlDoc.Write(_w, action.Docs, $"The action '{action.Name}'.");
            var head = $"void {action.Name}({string.Join(", ", action.Parameters.Select(static parameter => parameter.Parameter.Declaration))})";
            var carried = action.Parameters.Where(static parameter => !parameter.IsConstant).Select(static parameter => parameter.Parameter);
            if (action.Code is not { } code)
                EmitLineAt(carried, $"private partial {head};");
            else
            {
                using (BracesAt(carried, $"private {head}"))
                {
                    EmitFragment(code);
                    if (!EndsStatement(code))
                        _w.Line(";");
                }
            }
        }
    }
}
