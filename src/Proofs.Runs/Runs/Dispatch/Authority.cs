using Proofs.Runs.Runs.Configuration;

namespace Proofs.Runs.Runs.Dispatch;

/// <summary>What a role may do with its runtime, in words. Source: AgentXchain protocol v7, write authority by runtime by artifact.</summary>
internal static class Authority
{
    internal static string Describe(Assignment assignment) => assignment.Role.WriteAuthority switch
    {
        WriteAuthority.Authoritative => "Authority: `authoritative`. You change the work tree yourself. Artifact type `workspace`, and files_changed lists every file that you changed and no other; `review` only when no product file changed.",
        WriteAuthority.Proposed => $"Authority: `proposed`. You change no file of the project. Every change goes into proposed_changes, with artifact type `patch`; it is kept beside the project until somebody applies it. Artifact type `workspace` is refused{(assignment.NextPhase is null ? "; `review` only when you ask for the end of the run and change nothing" : string.Empty)}.",
        _ when assignment.IsRemote => "Authority: `review_only`. You change no file; files_changed is empty and the artifact type is `review`. Your review is kept from what the result says.",
        _ => "Authority: `review_only`. You change no product file; only files under `.planning/` and `.agentxchain/reviews/` may be written and listed in files_changed. The artifact type is `review`.",
    };

    internal static string Delivery(Assignment assignment) => assignment.RuntimeType switch
    {
        "api_proxy" or "remote_agent" => "answer with the JSON object of the result and nothing else.",
        "mcp" => "return the JSON object of the result from the tool.",
        _ => $"write the JSON object of the result to {QuotedText.Code(assignment.StagingResultPath, 240)}.",
    };

    internal static IEnumerable<string> Capabilities(Assignment assignment) =>
    [
        $"Runtime {QuotedText.Code(assignment.Turn.RuntimeId)} of type {QuotedText.Code(assignment.RuntimeType)}, authority `{assignment.AuthorityWord}`.",
        (assignment.Role.WriteAuthority, assignment.IsRemote) switch
        {
            (WriteAuthority.Authoritative, false) => "Changes: you write them into the work tree.",
            (WriteAuthority.Authoritative, true) => "Changes: this runtime cannot write into the work tree, so this role cannot work through it.",
            (WriteAuthority.Proposed, _) => "Changes: proposed_changes in the result; nothing is written into the work tree.",
            (_, true) => "Changes: none.",
            _ => "Changes: documents under `.planning/` and `.agentxchain/reviews/` only.",
        },
        assignment.IsRemote ? "Files: you see only what these pages quote." : "Files: you can read the project.",
    ];
}
