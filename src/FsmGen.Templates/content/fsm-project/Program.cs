using FsmApp;

var gate = new Turnstile();
gate.Start();
Console.WriteLine($"{gate.Push()}, {gate.State}");
Console.WriteLine($"{gate.Coin(20)}, {gate.State}");
Console.WriteLine($"{gate.Coin(50)}, {gate.State}");
Console.WriteLine($"{gate.Push()}, {gate.State}");
