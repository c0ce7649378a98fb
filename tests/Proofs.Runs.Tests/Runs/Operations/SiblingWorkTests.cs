using Proofs.Git.WorkTrees;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Operations;
using Proofs.Runs.Runs.Records;
using TestKit;

namespace Proofs.Runs.Tests.Runs.Operations;

public sealed class SiblingWorkTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static readonly Turn Own = new() { TurnId = "turn_a", RunId = "run_1", AssignedSequence = 3 };

    [Fact]
    public void What_a_turn_accepted_since_left_is_its_own_until_somebody_changes_it_again()
    {
        TreeSnapshot before = Look();
        Write("x.txt", "theirs");
        TreeSnapshot after = Look();
        HistoryEntry accepted = new()
        {
            TurnId = "turn_b", RunId = "run_1", AcceptedSequence = 4,
            ObservedArtifact = new() { FilesChanged = ["x.txt"], FileMarkers = new Dictionary<string, string>(StringComparer.Ordinal) { ["x.txt"] = after.Find("x.txt")!.Marker } },
        };
        ObservedBeside beside = new() { History = [accepted] };
        Assert.Equal("turn_b", Observation.Of(before, after, Own, beside).Siblings["x.txt"]);
        Assert.Empty(Observation.Of(before, after, Own, beside with { History = [accepted with { AcceptedSequence = 3 }] }).Siblings);
        Write("x.txt", "changed again");
        Assert.Empty(Observation.Of(before, Look(), Own, beside).Siblings);
    }

    [Fact]
    public void What_a_turn_at_work_lists_or_has_not_denied_is_put_down_to_it()
    {
        TreeSnapshot before = Look();
        Write("x.txt", "whose?");
        TreeSnapshot after = Look();
        SiblingTurn sibling = new("turn_b", WriteAuthority.Authoritative, before);
        Assert.Equal("turn_b", Of(sibling));
        Assert.Equal("turn_b", Of(sibling with { Declared = new HashSet<string>(["x.txt"], StringComparer.Ordinal) }));
        Assert.Null(Of(sibling with { Declared = new HashSet<string>(StringComparer.Ordinal) }));
        // Changed before it began, or nothing that it may change, or nobody looked.
        Assert.Null(Of(sibling with { Before = after }));
        Assert.Null(Of(sibling with { Authority = WriteAuthority.ReviewOnly }));
        Assert.Null(Of(sibling with { Authority = WriteAuthority.Proposed }));
        Assert.Null(Of(sibling with { Before = null }));

        string? Of(SiblingTurn other) => Observation.Of(before, after, Own, new() { Siblings = [other] }).Siblings.GetValueOrDefault("x.txt");
    }

    [Fact]
    public void What_the_run_itself_wrote_is_nobodys()
    {
        TreeSnapshot before = Look();
        Write("x.txt", "applied");
        TreeSnapshot after = Look();
        ObservedBeside beside = new() { OwnWrites = new Dictionary<string, string>(StringComparer.Ordinal) { ["x.txt"] = after.Find("x.txt")!.Marker } };
        Assert.Empty(Observation.Of(before, after, Own, beside).Changes);
        Write("x.txt", "and more");
        Assert.Single(Observation.Of(before, Look(), Own, beside).Changes);
    }

    [Fact]
    public void A_turn_that_lists_a_file_of_a_sibling_answers_for_it()
    {
        TreeFacts tree = new() { Changes = [new("x.txt", "sha256:1", ChangeKind.Added), new("y.txt", "sha256:2", ChangeKind.Added)], Siblings = new Dictionary<string, string>(StringComparer.Ordinal) { ["x.txt"] = "turn_b", ["y.txt"] = "turn_b" } };
        ObservedArtifact seen = ObservedWork.Of(tree, new HashSet<string>(["x.txt"], StringComparer.Ordinal));
        Assert.Equal(["x.txt"], seen.FilesChanged);
        Assert.Equal(["y.txt"], seen.AttributedToConcurrentSiblings!);
    }

    [Fact]
    public void Only_what_is_nobodys_work_is_cleaned_up()
    {
        TreeFacts tree = new() { Changes = [new("a", "sha256:1", ChangeKind.Added), new("b", "sha256:1", ChangeKind.Added), new("agentxchain.json", "sha256:1", ChangeKind.Modified)] };
        TurnResult result = new() { FilesChanged = ["b"], Verification = new() { ProducedFiles = [new() { Path = "a", Disposition = "ignore" }, new() { Path = "b", Disposition = "ignore" }, new() { Path = "agentxchain.json", Disposition = "ignore" }] } };
        Assert.Equal(["a"], VerificationCleanup.Files(tree, result));
    }

    [Theory]
    [InlineData(CheckpointRefusal.None, null)]
    [InlineData(CheckpointRefusal.HeadMoved, "checkpoint_head_moved")]
    [InlineData(CheckpointRefusal.Staged, "checkpoint_staged_changes")]
    [InlineData(CheckpointRefusal.FileChanged, "checkpoint_file_changed")]
    [InlineData(CheckpointRefusal.NothingToCommit, null)]
    [InlineData(CheckpointRefusal.NoRepository, "checkpoint_no_repository")]
    [InlineData(CheckpointRefusal.NotWritten, "checkpoint_failed")]
    public void Every_way_a_checkpoint_fails_has_a_code(CheckpointRefusal refusal, string? code) =>
        Assert.Equal(code, CheckpointProblems.Of(new(null, refusal, "Because."))?.Reason.Id);

    public void Dispose() => _folder.Dispose();

    private TreeSnapshot Look() => WorkTreeReader.Take(_folder.Path, TimeProvider.System);

    private void Write(string path, string content) => File.WriteAllText(_folder.In(path), content);
}
