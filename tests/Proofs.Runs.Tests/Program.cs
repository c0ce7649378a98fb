namespace Proofs.Runs.Tests;

/// <summary>The test assembly as a program: a runner that works in a process of its own, so that it can be ended from outside.</summary>
internal static class Program
{
    private static int Main(string[] args) => args switch
    {
        ["work", var root, var turns] => Runs.Crashes.Worker.Work(root, int.Parse(turns, System.Globalization.CultureInfo.InvariantCulture), step: null),
        ["work", var root, var turns, var step] => Runs.Crashes.Worker.Work(root, int.Parse(turns, System.Globalization.CultureInfo.InvariantCulture), step),
        ["history", var name, var folder] when Runs.Histories.Scenarios.All.ContainsKey(name) => Runs.Histories.HistoryMaker.Make(name, folder),
        ["state", var root] => Runs.Crashes.Worker.Read(root),
        ["lock", var root] => Runs.Crashes.Worker.Lock(root),
        _ => 64,
    };
}
