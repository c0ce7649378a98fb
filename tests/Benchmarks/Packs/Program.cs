using System.Diagnostics;
using System.Globalization;
using Proofs.Packs;
using Proofs.RunnerPack;

// PROOF N: tells a proof N times in one process, its project in the folder for temporary files each time, and prints the first and the median time in
// milliseconds. A proof that does not pass is not timed.
if (args is not [var name, var count] || RunnerPackProofs.All.FirstOrDefault(each => each.Proof == name) is not { } proof)
{
    Console.Error.WriteLine($"usage: PROOF N, one of: {string.Join(", ", RunnerPackProofs.All.Select(each => each.Proof).Distinct(StringComparer.Ordinal))}");
    return 64;
}

List<double> times = [];
for (int i = 0; i < int.Parse(count, CultureInfo.InvariantCulture); i++)
{
    long from = Stopwatch.GetTimestamp();
    Payload payload = await proof.Tell();
    times.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
    if (payload.Result != "pass")
    {
        Console.Error.WriteLine(Prove.Describe(payload));
        return 1;
    }
}

double first = times[0];
times.Sort();
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{first:0} {times[times.Count / 2]:0} {times[0]:0} {times[^1]:0}"));
return 0;
