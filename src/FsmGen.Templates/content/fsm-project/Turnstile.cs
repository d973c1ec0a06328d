namespace FsmApp;

/// <summary>The half that the machine asks for: what its guards see, and what its actions do.</summary>
public partial class Turnstile
{
    private partial bool Enough(int value) => value >= 50;

    private partial void Unlock() => Console.WriteLine("  click");

    private partial void Lock() => Console.WriteLine("  clack");

    private partial void Refund(int value) => Console.WriteLine($"  {value} back");
}
