using System.CommandLine;
using Proofs.Cli.Hosts;
using Proofs.Gates;

namespace Proofs.Cli.Gate;

/// <summary>The options of <c>proofs gate</c>; each verb takes those that concern it, so that none is silently without effect.</summary>
internal sealed class GateOptions
{
    internal Option<string> Repo { get; } = new("--repo", "--worktree") { Description = "Work tree or git folder to judge.", HelpName = "DIR", DefaultValueFactory = _ => "." };

    internal Option<string?> RequiredBaseline { get; } = new("--required-baseline") { Description = "Full id of the commit that head must contain.", HelpName = "ID" };

    internal Option<string[]> ReportedCommits { get; } = new("--reported-commit") { Description = "Full id of a commit that was reported as done; repeatable.", HelpName = "ID" };

    internal Option<bool> ReportedTrailers { get; } = new("--reported-trailers") { Description = "Also take the ids in the Reported-Commit trailers of the range's commits." };

    internal Option<string?> FeatureKey { get; } = new("--feature-key") { Description = "The value that every commit's trailer must have.", HelpName = "KEY" };

    internal Option<string?> FeatureKeyPattern { get; } = new("--feature-key-pattern") { Description = "Regular expression that every value must match as a whole.", HelpName = "RX" };

    internal Option<string?> Trailer { get; } = new("--trailer") { Description = "Name of the trailer (default: the policy's, or Feature-Key).", HelpName = "NAME" };

    internal Option<string?> Base { get; } = new("--base") { Description = "Revision before the change (default: merge base with origin/HEAD).", HelpName = "REV" };

    internal Option<string?> Head { get; } = new("--head") { Description = "Revision after the change (default: HEAD).", HelpName = "REV" };

    internal Option<string?> Merges { get; } = new("--merges") { Description = "Whether merge commits need the key (default: the policy's, or check).", HelpName = "check|skip" };

    internal Option<string?> Policy { get; } = new("--policy") { Description = "Path of the policy in the base commit (default: .github/proofs.yml if it is there).", HelpName = "PATH-IN-BASE" };

    internal Option<FileInfo?> MessageFile { get; } = new("--message-file") { Description = "Judge the message in this file instead of commits, for a commit-msg hook.", HelpName = "FILE" };

    internal OutputOptions Output { get; } = new();

    internal GateOptions() => Merges.AcceptOnlyFromAmong("check", "skip");

    /// <summary>Whether an id was swallowed: an "id" that looks like an option is taken for one, and its place stays empty.</summary>
    internal bool HasIdWithoutValue(ParseResult parsed) =>
        parsed.GetResult(ReportedCommits) is { Implicit: false } result && result.IdentifierTokenCount != result.Tokens.Count;

    /// <summary>What was asked, as far as the verb has the options for it.</summary>
    internal GatesRequest Read(ParseResult parsed, string? onlyGate) => new()
    {
        RepositoryPath = parsed.GetValue(Repo)!,
        OnlyGate = onlyGate,
        RequiredBaseline = parsed.GetValue(RequiredBaseline),
        ReportedCommits = parsed.GetResult(ReportedCommits) is { Implicit: false } ? parsed.GetValue(ReportedCommits) : null,
        ReportedTrailers = parsed.GetValue(ReportedTrailers),
        FeatureKey = parsed.GetValue(FeatureKey),
        FeatureKeyPattern = parsed.GetValue(FeatureKeyPattern),
        Trailer = parsed.GetValue(Trailer),
        Base = parsed.GetValue(Base),
        Head = parsed.GetValue(Head),
        Merges = parsed.GetValue(Merges) switch { "skip" => MergeHandling.Skip, "check" => MergeHandling.Check, _ => null },
        PolicyPath = parsed.GetValue(Policy),
    };
}
