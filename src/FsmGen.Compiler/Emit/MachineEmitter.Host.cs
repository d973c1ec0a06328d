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
            if (guard.Code is not { } code)
                EmitLineAt(guard.Parameters, $"private partial {guard.Signature};");
            else
            {
                EmitLineAt(guard.Parameters, $"private {guard.Signature} =>");
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
            var carried = action.Parameters.Where(static parameter => !parameter.IsConstant).Select(static parameter => parameter.Parameter);
            if (action.Code is not { } code)
                EmitLineAt(carried, $"private partial {action.Signature};");
            else
            {
                using (BracesAt(carried, $"private {(action.IsAsync ? "async " : "")}{action.Signature}"))
                {
                    EmitFragment(code);
                    if (!EndsStatement(code))
                        _w.Line(";");
                }
            }
        }
    }
}
