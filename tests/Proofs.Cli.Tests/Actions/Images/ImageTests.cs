using Proofs.Cli.Tests.Hosts.GitHub;
using TestKit;

namespace Proofs.Cli.Tests.Actions.Images;

/// <summary>The image that action/Dockerfile makes, run as the runner runs it.</summary>
[Collection(nameof(ImageTests))]
public sealed class ImageTests : IDisposable
{
    /// <summary>In bytes; what every job downloads on top of the base that its machine may have.</summary>
    private const long LargestAddition = 110_000_000;

    private readonly ImageFixture _image;
    private readonly GitRepo _repo = GitRepo.Create();
    private readonly string _root;
    private readonly string _keyed;
    private readonly string _bare;

    public ImageTests(ImageFixture image)
    {
        _image = image;
        _root = _repo.CommitFile("file", "content", "Begin");
        _keyed = _repo.Commit("Work\n\nFeature-Key: bd-1\n");
        _bare = _repo.Commit("Forgotten\n");
    }

    public void Dispose() => _repo.Dispose();

    [SkippableFact]
    public void A_pull_request_whose_commits_carry_the_key_passes()
    {
        using RunnerJob job = Job(_keyed, ("feature-key", "bd-1"), ("reported-commits", $"{_keyed}\n"));
        ContainerRun run = _image.Engine.Run(job);
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Empty(Commands(run));
        Assert.Equal(("pass", "0", "pass", "pass"), (job.Outputs["verdict"], job.Outputs["exit-code"], job.Outputs["feature-key-verdict"], job.Outputs["integrity-verdict"]));
        Assert.Equal(job.Outputs["result-json"], File.ReadAllText(job.In("runner_temp", job.Outputs["result-file"])));
        Assert.StartsWith("### Proofs: pass\n", job.Summary, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_commit_without_the_key_fails_and_is_annotated()
    {
        using RunnerJob job = Job(_bare, ("feature-key", "bd-1"));
        ContainerRun run = _image.Engine.Run(job);
        Assert.True(run.ExitCode == 1, run.ToString());
        RunnerCommand command = Assert.Single(Commands(run));
        Assert.Equal(("error", "proofs feature-key: feature_key_missing_in_commits"), (command.Name, command.Properties["title"]));
        Assert.Contains(_bare, command.Data, StringComparison.Ordinal);
        Assert.Equal(("fail", "1", "feature_key_missing_in_commits"), (job.Outputs["verdict"], job.Outputs["exit-code"], job.Outputs["feature-key-reason"]));
        Assert.StartsWith("### Proofs: fail\n", job.Summary, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void An_input_whose_name_has_a_hyphen_arrives()
    {
        using RunnerJob job = Job(_keyed, ("feature-key", "bd-2"));
        ContainerRun run = _image.Engine.Run(job);
        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Equal("feature_key_mismatch", job.Outputs["feature-key-reason"]);
    }

    [SkippableFact]
    public void A_shell_before_the_program_would_lose_such_an_input()
    {
        using RunnerJob job = Job(_keyed, ("feature-key", "bd-2"));
        ContainerRun run = _image.Engine.Run(job, isOnline: true, "/bin/sh", "-c", "exec /proofs/Proofs.Cli action");
        Assert.Equal((64, "proofs: nothing_requested"), (run.ExitCode, Assert.Single(Commands(run)).Properties["title"]));
    }

    [SkippableFact]
    public void The_program_is_root_and_the_checkout_belongs_to_somebody_else()
    {
        using RunnerJob job = Job(_keyed);
        string[] users = RunScript(job, "id -u", "stat -c %u . .git .git/HEAD").Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(("0", 4), (users[0], users.Length));
        Assert.DoesNotContain("0", users[1..]);
    }

    [SkippableTheory]
    [InlineData("bd-1", 0)]
    [InlineData("bd-2", 1)]
    public void Nothing_but_what_the_runner_asks_for_is_written(string key, int exit)
    {
        using RunnerJob job = Job(_keyed, ("feature-key", key));
        Dictionary<string, FileTree> before = Untouched(job);
        ContainerRun run = _image.Engine.Run(job);
        Assert.True(run.ExitCode == exit, run.ToString());
        Assert.Empty(run.Changes);
        Assert.Empty(Untouched(job).SelectMany(now => before[now.Key].ChangesTo(now.Value).Select(change => $"{now.Key}: {change}")));
        Assert.Equal(["proofs-result.json"], Directory.EnumerateFileSystemEntries(job.In("runner_temp")).Select(Path.GetFileName));
        Assert.Equal(["output", "summary"], Directory.EnumerateFileSystemEntries(job.In("file_commands")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [SkippableFact]
    public void A_change_anywhere_else_would_be_seen()
    {
        using RunnerJob job = Job(_keyed);
        ContainerRun run = RunScript(job, "echo > /opt/left", "rm /etc/debian_version", "chmod 0600 /etc/issue", "echo more >> /etc/issue.net");
        string[] changed = ["/etc/debian_version", "/etc/issue", "/etc/issue.net", "/opt/left"];
        Assert.All(changed, path => Assert.Contains(run.Changes, change => change.EndsWith(" " + path, StringComparison.Ordinal)));
    }

    [SkippableFact]
    public void A_change_of_what_is_mounted_would_be_seen()
    {
        using RunnerJob job = Job(_keyed);
        Dictionary<string, FileTree> before = Untouched(job);
        RunScript(job, "echo > /github/home/.gitconfig", "echo > left", "echo more >> file", "rm .git/HEAD", "echo >> /github/workflow/event.json");
        Dictionary<string, FileTree> after = Untouched(job);
        Assert.Equal(["added /.gitconfig", "changed /"], before["home"].ChangesTo(after["home"]));
        Assert.Equal(["added /left", "changed /", "changed /.git", "changed /file", "removed /.git/HEAD"], before["workspace"].ChangesTo(after["workspace"]).Order(StringComparer.Ordinal));
        Assert.Equal(["changed /event.json"], before["workflow"].ChangesTo(after["workflow"]));
    }

    [SkippableFact]
    public void It_needs_no_network()
    {
        using RunnerJob job = Job(_keyed, ("feature-key", "bd-1"), ("token", "ghs_token"), ("check-runs", "false"), ("require-report", "true"));
        Assert.Equal(["lo"], Interfaces(job, isOnline: false));
        Assert.NotEqual(["lo"], Interfaces(job, isOnline: true));
        ContainerRun run = _image.Engine.Run(job, isOnline: false);
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal("add-mask", Assert.Single(Commands(run)).Name);
        Assert.Equal("pass", job.Outputs["verdict"]);
    }

    [SkippableFact]
    public void It_adds_little_to_its_base() => Assert.InRange(_image.Engine.AddedBytes(), 1, LargestAddition - 1);

    private RunnerJob Job(string head, params (string Name, string Value)[] inputs) => new(_repo, "pull_request", ActionRun.PullRequest(_root, head), inputs);

    private ContainerRun RunScript(RunnerJob job, params string[] lines)
    {
        ContainerRun run = _image.Engine.Run(job, isOnline: true, "/bin/sh", "-ec", string.Join('\n', lines));
        Assert.True(run.ExitCode == 0, run.ToString());
        return run;
    }

    /// <summary>The runner reads both streams.</summary>
    private static IEnumerable<RunnerCommand> Commands(ContainerRun run) => RunnerParser.Commands(run.Out + run.Error);

    /// <summary>The mounted folders in which the action has nothing to write.</summary>
    private static Dictionary<string, FileTree> Untouched(RunnerJob job) =>
        new[] { "workspace", "home", "workflow" }.ToDictionary(name => name, name => FileTree.Read(job.In(name)), StringComparer.Ordinal);

    /// <summary>Two lines of heading, then a line "name: counters" for each.</summary>
    private IEnumerable<string> Interfaces(RunnerJob job, bool isOnline) =>
        _image.Engine.Run(job, isOnline, "cat", "/proc/net/dev").Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2).Select(line => line.Split(':')[0].Trim());
}
