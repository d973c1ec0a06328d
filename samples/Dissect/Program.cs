using Dissect;

if (args is not [var path])
{
    Console.Error.WriteLine("Prints a line for each packet of a capture: dotnet run --project samples/Dissect -- FILE");
    return 2;
}

try
{
    using var capture = File.OpenRead(path);
    foreach (var line in Dissector.Lines(capture))
        Console.WriteLine(line);

    return 0;
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
{
    Console.Error.WriteLine($"{path}: {e.Message}");
    return 1;
}
