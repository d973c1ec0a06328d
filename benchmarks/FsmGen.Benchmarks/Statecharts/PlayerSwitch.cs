using System.Runtime.CompilerServices;
using static FsmGen.Benchmarks.Statecharts.PlayerEvent;

namespace FsmGen.Benchmarks.Statecharts;

/// <summary>What one writes by hand for the player: a field for each region.</summary>
internal sealed class PlayerSwitch
{
    public bool IsOn;
    public Playback Track;
    public Volume Level = Volume.Normal;
    public bool IsSilent;
    public long Effects = 1;

    internal enum Playback : byte { Stopped, Playing, Paused }

    internal enum Volume : byte { Quiet, Normal, Loud }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool Call(PlayerEvent e)
    {
        if (!IsOn)
        {
            if (e != Power)
                return false;
            (IsOn, Track, Level, IsSilent) = (true, Playback.Stopped, Volume.Normal, false);
            Effects += 4;
            return true;
        }

        if (e != Power)
            return Listen(e) | Turn(e) | Hear(e);

        if (Track == Playback.Playing)
            Effects += 16;
        Effects += 2;
        IsOn = false;
        Effects += 1;
        return true;
    }

    private bool Listen(PlayerEvent e)
    {
        switch (Track, e)
        {
            case (Playback.Stopped, Play):
            case (Playback.Paused, Play):
            case (Playback.Paused, Pause):
                Track = Playback.Playing;
                Effects += 8;
                return true;
            case (Playback.Playing, Pause):
                Effects += 16;
                Track = Playback.Paused;
                return true;
            case (Playback.Playing, Stop):
                Effects += 16;
                Track = Playback.Stopped;
                Effects += 4;
                return true;
            case (Playback.Paused, Stop):
                Track = Playback.Stopped;
                Effects += 4;
                return true;
            default:
                return false;
        }
    }

    private bool Turn(PlayerEvent e)
    {
        switch (Level, e)
        {
            case (Volume.Quiet or Volume.Normal, Louder):
                Effects += 32;
                Level++;
                return true;
            case (Volume.Normal or Volume.Loud, Quieter):
                Effects += 64;
                Level--;
                return true;
            default:
                return false;
        }
    }

    private bool Hear(PlayerEvent e)
    {
        switch (IsSilent, e)
        {
            case (false, Mute):
                IsSilent = true;
                Effects += 128;
                return true;
            case (true, Mute or Louder):
                IsSilent = false;
                return true;
            default:
                return false;
        }
    }
}
