using System.Threading.Channels;

namespace FsmGen.Tool;

/// <summary>Runs a piece of work whenever something changes in or below some folders.</summary>
internal static class FileChanges
{
    /// <summary>Editors write a file in several strokes; what follows this closely is one change.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Works once, then after each change, until it is cancelled.</summary>
    public static async Task<int> Follow(IEnumerable<string> paths, Func<int> work, CancellationToken cancellation)
    {
        // One waiting signal is enough, however many changes it stands for.
        var signals = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        var folders = paths.Select(static path => Directory.Exists(path) ? path : Path.GetDirectoryName(Path.GetFullPath(path))!).Where(Directory.Exists).Distinct(StringComparer.Ordinal);
        List<FileSystemWatcher> watchers = [.. folders.Select(folder => Watch(folder, () => signals.Writer.TryWrite(true)))];
        var exit = work();
        try
        {
            while (await signals.Reader.WaitToReadAsync(cancellation))
            {
                await Task.Delay(Pause, cancellation);
                signals.Reader.TryRead(out _);
                exit = work();
            }
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C is how a watch ends.
        }
        finally
        {
            watchers.ForEach(static watcher => watcher.Dispose());
        }

        return exit;
    }

    private static FileSystemWatcher Watch(string folder, Action changed)
    {
        var watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true };
        watcher.Changed += (_, _) => changed();
        watcher.Created += (_, _) => changed();
        watcher.Deleted += (_, _) => changed();
        watcher.Renamed += (_, _) => changed();
        watcher.EnableRaisingEvents = true;
        return watcher;
    }
}
