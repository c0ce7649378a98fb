using System.Text;
using System.Text.Json;
using Proofs.Cli.Hosts;
using Proofs.Evidence;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Proposals;
using Proofs.Texts;

namespace Proofs.Cli.Proposals;

/// <summary>Proposals as text and as a document: <c>proofs.proposals/v1</c>.</summary>
internal static class ProposalsPage
{
    internal static int Show(Terminal terminal, bool json, FileInfo? output, IReadOnlyList<Proposal> proposals)
    {
        ReadOnlyMemory<byte> page = json ? Document(proposals) : Text(proposals);
        terminal.Bytes.Write(page.Span);
        return output is not null && OutputFile.Write(output, page.Span) is { } failed ? Refusals.Report(terminal, json: false, failed) : ExitCodes.Pass;
    }

    /// <summary>Where what a proposal brings can be read.</summary>
    private static string Folder(Proposal proposal) => $".agentxchain/proposed/{proposal.TurnId}";

    private static ReadOnlyMemory<byte> Text(IReadOnlyList<Proposal> proposals)
    {
        StringBuilder text = new();
        foreach (string line in proposals.Count == 0 ? ["No turn of this run proposed anything."] : proposals.SelectMany(Lines))
        {
            text.Append(SafeText.Neutralise(line)).Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static IEnumerable<string> Lines(Proposal proposal) =>
    [
        $"{proposal.TurnId}  {Words.Of(proposal.Status)}  {proposal.Role}  {Words.Of(proposal.CreatedAt)}{(proposal.Reason is { } why ? $"  {why}" : string.Empty)}",
        .. proposal.Problem is { } problem ? [$"  Problem: {problem}"] : proposal.Changes.Select(change => $"  {change.Action,-6}  {change.Path}"),
        .. proposal.Status is ProposalStatus.Pending ? new[] { $"  Read:    {Folder(proposal)}", $"  Next:    `proofs proposal apply {proposal.TurnId}`, or `proofs proposal reject {proposal.TurnId} --reason \"why\"`" } : [],
    ];

    private static ReadOnlyMemory<byte> Document(IReadOnlyList<Proposal> proposals) => JsonText.Write(json =>
    {
        json.WriteString("schema", "proofs.proposals/v1");
        json.WriteStartArray("proposals");
        foreach (Proposal proposal in proposals)
        {
            Write(json, proposal);
        }

        json.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter json, Proposal proposal)
    {
        json.WriteStartObject();
        json.WriteString("turn_id", proposal.TurnId);
        json.WriteString("role", proposal.Role);
        json.WriteString("status", Words.Of(proposal.Status));
        json.WriteString("created_at", Words.Of(proposal.CreatedAt));
        json.WriteString("reason", proposal.Reason);
        json.WriteString("folder", Folder(proposal));
        json.WriteStartArray("changes");
        foreach (ProposalChange change in proposal.Changes)
        {
            json.WriteStartObject();
            json.WriteString("path", change.Path);
            json.WriteString("action", change.Action);
            json.WriteString("before", change.Before);
            json.WriteString("after", change.After);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("problem", proposal.Problem?.ToString());
        json.WriteEndObject();
    }
}
