namespace Repo.Tests;

/// <summary>What breaks a rule, told in full: xunit cuts the items of a collection short.</summary>
internal static class Violations
{
    internal static void None(IEnumerable<string> found)
    {
        string[] all = [.. found.Distinct(StringComparer.Ordinal)];
        if (all.Length > 0)
        {
            Assert.Fail($"{all.Length} violations:\n{string.Join('\n', all)}");
        }
    }
}
