using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Validation;

/// <summary>The third stage: the work comes in a form that the role may use. Source: AgentXchain protocol v7, authority, runtime and artifact.</summary>
internal static class ArtifactStage
{
    private static readonly HashSet<string> RuntimeTypes = new(["manual", "local_cli", "api_proxy", "mcp", "remote_agent"], StringComparer.Ordinal);

    internal static IEnumerable<Problem> Check(Candidate candidate) =>
        PathClaims.Check(candidate).Concat(CheckBinding(candidate)).Concat(CheckAuthority(candidate)).Concat(ProposedChanges.Check(candidate));

    internal static IEnumerable<string> Warnings(Candidate candidate)
    {
        if (ImplementationRule.IsOnlyTests(candidate))
        {
            yield return "The implementation turn lists nothing but tests.";
        }

        if (candidate.Context.Role?.WriteAuthority == WriteAuthority.Proposed)
        {
            HashSet<string> proposed = candidate.ProposedChanges.Select(change => change.Path).ToHashSet(StringComparer.Ordinal);
            foreach (string path in candidate.Result.FilesChanged.Where(path => !proposed.Contains(path)))
            {
                yield return $"files_changed lists \"{Text.Short(path)}\", which is not among proposed_changes and will not be written.";
            }
        }
    }

    private static IEnumerable<Problem> CheckBinding(Candidate candidate)
    {
        TurnContext context = candidate.Context;
        if (context.Role is not { } role)
        {
            yield return new(RunCodes.ResultRoleUnknown, $"Role \"{Text.Short(context.RoleId)}\" is not in the configuration.") { Field = "role", Referenced = Text.Short(context.RoleId) };
        }
        else if (context.Runtime is { Type: "api_proxy" or "remote_agent" } remote && role.WriteAuthority == WriteAuthority.Authoritative)
        {
            yield return new(RunCodes.AuthorityNotForRuntime, $"Role \"{context.RoleId}\" has \"authoritative\" write authority, which a runtime of type {remote.Type} cannot use.") { Field = "runtime_id", Actual = remote.Type };
        }

        if (context.Runtime is null || !RuntimeTypes.Contains(context.Runtime.Type))
        {
            string wrong = context.Runtime is null ? "is not in the configuration" : $"has the unknown type \"{Text.Short(context.Runtime.Type)}\"";
            yield return new(RunCodes.ResultRuntimeUnknown, $"Runtime \"{Text.Short(context.RuntimeId)}\" {wrong}.") { Field = "runtime_id", Referenced = Text.Short(context.RuntimeId) };
        }
    }

    private static IEnumerable<Problem> CheckAuthority(Candidate candidate) => candidate.Context.Role?.WriteAuthority switch
    {
        WriteAuthority.Authoritative => AuthoritativeRules.Check(candidate),
        WriteAuthority.Proposed => ProposedRules.Check(candidate),
        WriteAuthority.ReviewOnly => ReviewOnlyRules.Check(candidate),
        _ => [],
    };
}

/// <summary>Words that the rules for the three authorities share.</summary>
internal static class ArtifactWords
{
    /// <summary>The form of work that writes is not for this role.</summary>
    internal static Problem NeedsWriteAuthority(Candidate candidate, string authority) =>
        Illegal($"Artifact type \"{candidate.Result.Artifact?.Type}\" requires authoritative write authority, but role \"{candidate.Context.RoleId}\" has \"{authority}\".", candidate);

    internal static Problem Illegal(string message, Candidate candidate) =>
        new(RunCodes.ArtifactTypeIllegal, message) { Field = "artifact.type", Actual = candidate.Result.Artifact?.Type };
}
