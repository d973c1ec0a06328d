namespace FsmGen.Compiler.Model;

/// <summary>A parameter as C# declares it. <c>Modifier</c> is "in" or empty.</summary>
internal sealed record Parameter(string Modifier, string Type, string Name)
{
    public string Declaration => Modifier.Length == 0 ? $"{Type} {Name}" : $"{Modifier} {Type} {Name}";

    public string Argument => Modifier.Length == 0 ? Name : $"{Modifier} {Name}";

    public string FullType => Modifier.Length == 0 ? Type : $"{Modifier} {Type}";
}
