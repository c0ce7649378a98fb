using Proofs.Verdicts;

namespace Repo.Tests;

/// <summary>The README's table of reason codes, as it must read.</summary>
internal static class ReadmeReasonTable
{
    internal static IEnumerable<string> Rows() => ReasonCodes.All
        .GroupBy(code => Leads(code.Lane), StringComparer.Ordinal)
        .Select(group => $"| {group.Key} | {string.Join(", ", group.Select(code => $"`{code.Id}`"))} |");

    private static string Leads(Lane lane) => lane switch
    {
        Lane.Pass => "pass (0)",
        Lane.Fail => "fail (1)",
        Lane.Undetermined => "undetermined (2)",
        Lane.Usage => "refused (64)",
        Lane.Data => "refused (65)",
        Lane.Unavailable => "refused (69)",
        Lane.Internal => "refused (70)",
        Lane.Interrupted => "refused (130)",
        _ => "note, changes no verdict",
    };
}
