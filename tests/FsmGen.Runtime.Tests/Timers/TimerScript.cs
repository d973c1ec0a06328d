using CsCheck;

namespace FsmGen.Runtime.Tests.Timers;

/// <summary>Calls in some order, with callbacks that make more of them; to be run on several <see cref="ITimers"/>.</summary>
internal sealed record TimerScript(TimeSpan Resolution, TimeSpan Start, TimerScript.Step[] Steps, int Seed)
{
    public const int Timers = 12;

    // From a single unit of a TimeSpan to thousands of years, each order of magnitude as often.
    private static readonly Gen<TimeSpan> Spans =
        Gen.Select(Gen.Int[0, 62], Gen.Long).Select((bits, value) => new TimeSpan((value & long.MaxValue) >> bits));

    private static readonly long[] UsualResolutions =
        [1, 7, 10, TimeSpan.TicksPerMillisecond, 3 * TimeSpan.TicksPerSecond, TimeSpan.TicksPerDay];

    private static readonly Gen<TimeSpan> Resolutions = Gen.OneOf(
        Gen.Int[0, UsualResolutions.Length - 1].Select(i => new TimeSpan(UsualResolutions[i])),
        Spans.Where(span => span > TimeSpan.Zero));

    private static readonly Gen<Step> AnyStep = Gen.Select(
        Gen.Enum<Kind>(), Gen.Int[0, Timers - 1], Gen.Frequency((8, Gen.Int[40, 62]), (1, Gen.Int[0, 62])), Gen.Long, Gen.Int[-2, 130])
        .Select((kind, timer, bits, value, ticks) => new Step(kind, timer, (value & long.MaxValue) >> bits, ticks));

    public static Gen<TimerScript> Any { get; } = Gen.Select(
        Resolutions, Gen.OneOf(Gen.Const(TimeSpan.Zero), Spans), AnyStep.Array[1, 80], Gen.Int)
        .Select((resolution, start, steps, seed) => new TimerScript(resolution, start, steps, seed));

    internal enum Kind
    {
        ScheduleFar, ScheduleNear, ScheduleAtTheEnd, Cancel, AdvanceFar, AdvanceNear, AdvanceToTheNext, AdvanceJustNotToTheNext,
    }

    /// <summary>Runs the script; gives all that could be seen.</summary>
    public List<string> Run(ITimers timers)
    {
        var trace = new List<string>();
        var random = new Random(Seed);
        var calls = 200;
        timers.Expired = timer =>
        {
            trace.Add($"{timer} expires at {timers.Now.Ticks}");
            for (var n = random.Next(4); n > 0 && calls > 0; n--, calls--)
                CallBack(timers, random, trace);

            if (random.Next(16) == 0)
                throw new InvalidTimeZoneException();
        };

        foreach (var step in Steps)
        {
            Do(step, timers, trace);
            trace.Add($"{step}: now {timers.Now.Ticks}, next {timers.NextDeadline?.Ticks}, count {timers.Count}");
        }

        return trace;
    }

    public override string ToString() =>
        $"{Resolution.Ticks} units a tick, from {Start.Ticks}, seed {Seed}: {string.Join("; ", Steps)}";

    private void CallBack(ITimers timers, Random random, List<string> trace)
    {
        var timer = random.Next(Timers);
        if (random.Next(3) == 0)
            trace.Add($"cancel {timer} {timers.Cancel(timer)}");
        else
            timers.Schedule(timer, Later(timers.Now, random.Next(2) == 0 ? random.Next(-2, 3) : random.NextInt64(1L << random.Next(30))));

        trace.Add($"{timer} {timers.Deadline(timer)?.Ticks}, next {timers.NextDeadline?.Ticks}, count {timers.Count}");
    }

    private void Do(Step step, ITimers timers, List<string> trace)
    {
        var (kind, timer, units, ticks) = step;
        switch (kind)
        {
            case Kind.ScheduleFar: timers.Schedule(timer, Sum(timers.Now, units)); break;
            case Kind.ScheduleNear: timers.Schedule(timer, Sum(Later(timers.Now, ticks), -units % Resolution.Ticks)); break;
            case Kind.ScheduleAtTheEnd: timers.Schedule(timer, TimeSpan.MaxValue - new TimeSpan(units & 3)); break;
            case Kind.Cancel: trace.Add($"{timers.Cancel(timer)}"); break;
            case Kind.AdvanceFar: Advance(Sum(timers.Now, units), timers, trace); break;
            case Kind.AdvanceNear: Advance(Later(timers.Now, ticks), timers, trace); break;
            case Kind.AdvanceToTheNext: Advance(timers.NextDeadline ?? timers.Now, timers, trace); break;
            default: Advance((timers.NextDeadline ?? timers.Now) - new TimeSpan(1), timers, trace); break;
        }
    }

    private static void Advance(TimeSpan now, ITimers timers, List<string> trace)
    {
        try
        {
            trace.Add($"{timers.Advance(now)} expired");
        }
        catch (InvalidTimeZoneException)
        {
            trace.Add("a callback threw");
        }
    }

    private TimeSpan Later(TimeSpan instant, long ticks) => Sum(instant, ticks * (Int128)Resolution.Ticks);

    private static TimeSpan Sum(TimeSpan instant, Int128 units) =>
        new((long)Int128.Clamp(instant.Ticks + units, TimeSpan.MinValue.Ticks, TimeSpan.MaxValue.Ticks));

    internal readonly record struct Step(Kind Kind, int Timer, long Units, int Ticks)
    {
        public override string ToString() => $"{Kind} {Timer} {Units} {Ticks}";
    }
}
