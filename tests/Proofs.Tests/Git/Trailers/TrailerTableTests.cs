using System.Globalization;
using System.Text;
using Proofs.Gates;
using Proofs.Verdicts;
using TestKit;

namespace Proofs.Tests.Git.Trailers;

public sealed class TrailerTableTests
{
    public static TheoryData<string> Names => [.. TrailerTable.Rows.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_row_reads_as_the_table_says(string name)
    {
        TrailerRow row = TrailerTable.Rows.Single(row => row.Name == name);
        Assert.Equal(row.Values, Shown(OurTrailers.Read(Commit(row, 0))!));
    }

    [Fact]
    public void The_table_says_what_the_real_git_says()
    {
        using GitRepo repo = GitRepo.Create();
        GitTrailers[] theirs = GitTrailers.ReadCommits(repo, TrailerTable.Rows.Select(Commit));
        string[] wrong = [.. TrailerTable.Rows.Zip(theirs).Where(pair => pair.First.Values != Shown(pair.Second)).Select(pair => $"{pair.First.Name}: git says \"{Shown(pair.Second)}\"")];
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Every_row_holds_the_same_trailers_as_for_the_real_git_whatever_their_key()
    {
        using GitRepo repo = GitRepo.Create();
        byte[][] commits = [.. TrailerTable.Rows.Select(Commit)];
        GitTrailers[] theirs = GitTrailers.ReadCommits(repo, commits);
        string[] wrong =
        [
            .. from i in Enumerable.Range(0, commits.Length)
               let git = Fuzz.Escape(theirs[i].All)
               let ours = Fuzz.Escape(OurTrailers.Read(commits[i])!.All)
               where git != ours
               select $"{TrailerTable.Rows[i].Name}: git says \"{git}\", ours \"{ours}\"",
        ];
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }

    [Theory]
    [InlineData("trailer.separators", "=")]
    [InlineData("core.commentChar", "F")]
    public void A_repositorys_configuration_changes_what_git_reads_and_not_what_the_gate_reads(string name, string value)
    {
        using GitRepo repo = GitRepo.Create();
        string first = repo.Commit("Begin");
        string work = repo.Commit("Work\n\nFeature-Key: bd-1\n");
        repo.Git("config", name, value);
        Assert.Equal(string.Empty, repo.Git("log", "-1", "--format=%(trailers:key=Feature-Key,valueonly)", work).Trim());

        GatesResult result = new GateRunner(TimeProvider.System).Run(new() { RepositoryPath = repo.Path, OnlyGate = GateIds.FeatureKey, FeatureKey = "bd-1", Base = first }, CancellationToken.None);
        Assert.Equal(Outcome.Pass, result.Report!.Outcome);
    }

    private static string Shown(GitTrailers trailers) => Encoding.Latin1.GetString(trailers.Values).Replace('\n', '|');

    private static byte[] Commit(TrailerRow row, int number) =>
    [
        .. Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\nauthor A <a@example.com> {number} +0000\ncommitter C <c@example.com> {number} +0000\n{row.Header}\n")),
        .. row.MessageBytes,
    ];
}
