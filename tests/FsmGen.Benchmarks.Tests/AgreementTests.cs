using FsmGen.Benchmarks.Contenders;
using FsmGen.Benchmarks.Ppp;
using FsmGen.Benchmarks.Statecharts;
using FsmGen.Benchmarks.Tcp;

namespace FsmGen.Benchmarks.Tests;

/// <summary>The speed of another machine means nothing.</summary>
public sealed class AgreementTests
{
    private const int Length = 16_384;

    public static TheoryData<string, string> Streams => new(
        from subject in Subjects()
        from stream in subject.Streams
        select (subject.Name, stream.Name));

    [Theory]
    [MemberData(nameof(Streams))]
    public void All_contenders_of_this_process_come_to_the_same(string subjectName, string streamName)
    {
        using var subject = Subjects().Single(subject => subject.Name == subjectName);
        var stream = subject.Streams.Single(stream => stream.Name == streamName).Take(Length);
        var contenders = subject.Contenders.Where(contender => contender is not XStateContender && contender.Takes(stream)).ToList();

        Assert.Equal(Charts().Any(chart => chart.Name == subjectName) ? 2 : stream.Machines == 1 ? 10 : 8, contenders.Count);
        Assert.All(contenders, contender => Assert.Equal(subject.Expect(stream), contender.Take(stream).Outcome));
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void Every_stream_gets_about(string subjectName, string streamName)
    {
        using var subject = Subjects().Single(subject => subject.Name == subjectName);
        var stream = subject.Streams.Single(stream => stream.Name == streamName);
        var outcome = subject.Expect(stream);

        Assert.Equal(streamName == "random, noisy" || Charts().Any(chart => chart.Name == subjectName), outcome.Taken < stream.Length);
        Assert.InRange(stream.Events.Distinct().Count(), 4, 20);
    }

    private static IEnumerable<Subject> Subjects() => [ConnectionSubject.Make(), LinkSubject.Make(), .. Charts()];

    private static IEnumerable<Subject> Charts() => [PlayerSubject.Make(), WasherSubject.Make(), SessionSubject.Make()];
}
