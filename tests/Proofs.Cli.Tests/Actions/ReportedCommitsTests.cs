using TestKit;

namespace Proofs.Cli.Tests.Actions;

/// <summary>Where reports come from; each of them is a claim that must hold.</summary>
public sealed class ReportedCommitsTests : IDisposable
{
    private static readonly string Invented = new('d', 40);
    private readonly GitRepo _repo = GitRepo.Create();
    private readonly string _root;
    private readonly string _work;

    public ReportedCommitsTests()
    {
        _root = _repo.Commit("Begin");
        _work = _repo.Commit("Work");
    }

    public void Dispose() => _repo.Dispose();

    [Theory]
    [InlineData("Reported-Commit: {0}", 0, "integrity_ok")]
    [InlineData("Done.\r\n\r\n- reported-commit: `{0}`\r\nReported-Commit: {0}\r\n", 0, "integrity_ok")]
    [InlineData("Reported-Commit: {0}\nReported-Commit: {1}", 1, "reported_commit_not_found")]
    [InlineData("**Reported-Commit:** {0} (the fix), `{0}`.", 0, "integrity_ok")]
    [InlineData("> Reported-Commit: {0}\n1. Reported-Commits: {0}, {0}", 0, "integrity_ok")]
    [InlineData("Reported-Commit: {0}\n**Reported-Commit:** {1}", 1, "reported_commit_not_found")]
    [InlineData("Reported-Commit: {0}\n> REPORTED-COMMIT: {1} (the fix)", 1, "reported_commit_not_found")]
    [InlineData("Reported-Commit: {0}\r1. Reported-Commit : `{1}`", 1, "reported_commit_not_found")]
    [InlineData("<!-- Reported-Commit: {1} --> Reported-Commit: {0}", 1, "reported_commit_not_found")]
    [InlineData("Reported-Commit: {0} Reported-Commit: {1}", 1, "reported_commit_not_found")]
    [InlineData("Reported-Commit: {0} and {1}", 1, "reported_commit_not_found")]
    [InlineData("Reported-Commit: {0}\n- [x] **Reported-Commit**: {1}", 1, "reported_commit_not_found")]
    [InlineData("Reported-Commit: {0}\n| Reported-Commit | {1} |", 1, "reported_commit_not_found")]
    [InlineData("Reported-Commit: {0}\nReported\u2011Commit: {1}", 1, "reported_commit_not_found")]
    [InlineData("Reported-Commit: {0}\nR\u0435ported-\u200bCommit\uff1a {1}", 1, "reported_commit_not_found")]
    [InlineData("Reported-Commit: {0}\u2028Reported commit: {1}", 1, "reported_commit_not_found")]
    [InlineData("Reported-Commit: {0}\nReported-Commit:\u00a0``{1}``", 1, "reported_commit_not_found")]
    [InlineData("Reported-Commit: {0}\nReported-Commit: [the fix](https://x.test/commit/{1})", 1, "reported_commit_not_found")]
    [InlineData("Reported-Commit: {0}\nReported-Commit: none of your business", 1, "reported_commit_not_found")]
    [InlineData("Reported-Commit: {0}\nReported-Commit:", 1, "reported_commit_not_found")]
    [InlineData("Reported-Commit: {0}\nReported-Commit: abc1234", 1, "reported_commit_not_found")]
    [InlineData("I made {0}, honestly.", 1, "reported_commit_missing")]
    [InlineData("", 1, "reported_commit_missing")]
    public void The_description_of_a_pull_request(string body, int exit, string reason)
    {
        using ActionRun run = Run(string.Format(System.Globalization.CultureInfo.InvariantCulture, body, _work, Invented));
        Assert.Equal(exit, run.Run(("reported-commits", "pull-request-body")));
        Assert.Equal(reason, run.Outputs["integrity-reason"]);
    }

    [Fact]
    public void A_report_that_is_no_id_fails_its_gate_and_leaves_the_others_theirs()
    {
        using ActionRun run = Run("Reported-Commit: ID OF THE COMMIT ::error::x\n");
        Assert.Equal(1, run.Run(("reported-commits", "pull-request-body"), ("required-baseline", _root)));
        Assert.Equal(("reported_commit_not_found", "pass"), (run.Outputs["integrity-reason"], run.Outputs["baseline-verdict"]));
        Assert.Contains("ID OF THE COMMIT", Assert.Single(run.Commands).Data, StringComparison.Ordinal);
    }

    [Fact]
    public void An_id_in_the_workflow_that_is_none_is_refused()
    {
        using ActionRun run = Run(string.Empty);
        Assert.Equal(64, run.Run(("reported-commits", "abc123")));
        Assert.Equal("proofs: commit_id_not_full", Assert.Single(run.Commands).Properties["title"]);
    }

    [Fact]
    public void A_pipe_in_place_of_the_file_is_refused_at_once()
    {
        Fifo.Create(Path.Combine(_repo.Path, "pipe"));
        using ActionRun run = Run(string.Empty);
        Assert.Equal(64, run.Run(("reported-commits-file", "pipe")));
        Assert.Contains("no regular file", Assert.Single(run.Commands).Data, StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_without_a_description_is_refused_and_says_what_to_write()
    {
        using ActionRun run = new(_repo.Path, "merge_group", ActionRun.MergeGroup(_root, _work));
        Assert.Equal(64, run.Run(("reported-commits", "pull-request-body")));
        Assert.Contains("github.event_name == 'pull_request'", Assert.Single(run.Commands).Data, StringComparison.Ordinal);
    }

    [Fact]
    public void Trailers_of_the_commits()
    {
        string head = _repo.Commit($"Report\n\nReported-Commit: {_work}\n");
        using ActionRun run = Run(string.Empty, head);
        Assert.Equal(0, run.Run(("reported-commits", "trailers")));
        Assert.Equal("integrity_ok", run.Outputs["integrity-reason"]);
    }

    [Theory]
    [InlineData("Report\n\nReported-Commit: dddddddddddddddddddddddddddddddddddddddd\n", "reported_commit_not_found")]
    [InlineData("Report\n\nReported-Commit: the last one\n", "reported_commit_not_found")]
    [InlineData("Report\n\nReported-Commit: 123\nSigned-off-by: A <a@b>\n", "reported_commit_not_found")]
    [InlineData("Reported-Commit: dddddddddddddddddddddddddddddddddddddddd\n", "reported_commit_not_found")]
    [InlineData("Report\n", "reported_commit_missing")]
    public void Trailers_that_report_nothing_true(string message, string reason)
    {
        using ActionRun run = Run(string.Empty, _repo.Commit(message));
        Assert.Equal(1, run.Run(("reported-commits", "trailers")));
        Assert.Equal(reason, run.Outputs["integrity-reason"]);
    }

    [Theory]
    [InlineData("Work\n\nReported-Commit: {1}\n\nReported-Commit: {0}\n")]
    [InlineData("Work\n\nprose\nReported-Commit: {1}\n\nReported-Commit: {0}\n")]
    [InlineData("Work\n\n Reported-Commit: {1}\n\nReported-Commit: {0}\n")]
    [InlineData("Reported-Commit: {1}\n\nReported-Commit: {0}\n")]
    [InlineData("Work\n\nReported\u2011Commit: {1}\nReported-Commit: {0}\n")]
    [InlineData("Work\n\nReported-Commit: {1}\n\nCo-authored-by: A <a@b>\n")]
    public void What_looks_like_a_report_in_a_message_is_not_dropped(string message)
    {
        string first = _repo.Commit($"Report\n\nReported-Commit: {_work}\n");
        string head = _repo.Commit(string.Format(System.Globalization.CultureInfo.InvariantCulture, message, first, Invented));
        using ActionRun run = Run(string.Empty, head);
        Assert.Equal(1, run.Run(("reported-commits", "trailers")));
        Assert.Equal("reported_commit_not_found", run.Outputs["integrity-reason"]);
    }

    [Theory]
    [InlineData("pull-request-body")]
    [InlineData("trailers")]
    public void A_source_that_reports_nothing_fails_beside_an_id_that_holds(string source)
    {
        using ActionRun run = Run("Nothing to report.");
        Assert.Equal(1, run.Run(("reported-commits", $"{source} {_work}")));
        Assert.Equal("reported_commit_missing", run.Outputs["integrity-reason"]);
    }

    [Fact]
    public void A_trailer_of_the_base_reports_nothing()
    {
        string reporting = _repo.Commit($"Report\n\nReported-Commit: {Invented}\n");
        string head = _repo.Commit($"Again\n\nReported-Commit: {_work}\n");
        using ActionRun run = new(_repo.Path, "pull_request", ActionRun.PullRequest(reporting, head));
        Assert.Equal(1, run.Run(("reported-commits", "trailers")));
        Assert.Equal("reported_already_in_base", run.Outputs["integrity-reason"]);
    }

    [Fact]
    public void Trailers_of_a_range_that_nobody_knows_leave_the_question_open()
    {
        using ActionRun run = new(_repo.Path, "pull_request", ActionRun.PullRequest(Invented, _work));
        Assert.Equal(2, run.Run(("reported-commits", "trailers")));
        Assert.Equal("base_commit_missing", run.Outputs["integrity-reason"]);
    }

    [Fact]
    public void All_sources_add_up()
    {
        string head = _repo.Commit($"Report\n\nReported-Commit: {_work}\n");
        using ActionRun run = Run($"Reported-Commit: {_work}", head);
        Assert.Equal(1, run.Run(("reported-commits", $"{head}\ntrailers\npull-request-body, {Invented}")));
        Assert.Equal("reported_commit_not_found", run.Outputs["integrity-reason"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_file_of_the_workspace_or_of_the_job(bool ofTheJob)
    {
        using ActionRun run = Run(string.Empty);
        File.WriteAllText(ofTheJob ? run.In("commits.txt") : Path.Combine(_repo.Path, "commits.txt"), $"{_work}\n");
        Assert.Equal(0, run.Run(("reported-commits-file", ofTheJob ? run.In("commits.txt") : "commits.txt")));
        File.WriteAllText(ofTheJob ? run.In("commits.txt") : Path.Combine(_repo.Path, "commits.txt"), string.Empty);
        Assert.Equal(1, run.Run());
    }

    [Theory]
    [InlineData("missing.txt", "cannot be read")]
    [InlineData("../outside.txt", "lies neither in")]
    [InlineData("/etc/hostname", "lies neither in")]
    [InlineData("link.txt", "symbolic link")]
    [InlineData("folder/hostname", "symbolic link")]
    [InlineData(".git", "cannot be read")]
    [InlineData("huge.txt", "no regular file")]
    public void A_file_that_cannot_be_one_is_refused(string name, string why)
    {
        File.WriteAllText(Path.Combine(_repo.Outside, "outside.txt"), _work);
        File.CreateSymbolicLink(Path.Combine(_repo.Path, "link.txt"), Path.Combine(_repo.Outside, "outside.txt"));
        Directory.CreateSymbolicLink(Path.Combine(_repo.Path, "folder"), "/etc");
        File.WriteAllText(Path.Combine(_repo.Path, "huge.txt"), new string(' ', 2_000_000));
        using ActionRun run = Run(string.Empty);
        Assert.Equal(64, run.Run(("reported-commits-file", name)));
        Assert.Contains(why, Assert.Single(run.Commands).Data, StringComparison.Ordinal);
    }

    private ActionRun Run(string body, string? head = null) => new(_repo.Path, "pull_request", ActionRun.PullRequest(_root, head ?? _work, body));
}
