using Proofs.Packs;
using TestKit;

namespace Proofs.RunnerPack.Tests;

/// <summary>What a payload says of the code under test is what git says.</summary>
public sealed class SurroundingsTests
{
    [Fact]
    public void The_commit_and_its_tree_are_those_of_the_checkout()
    {
        CodeFacts code = Assert.IsType<CodeFacts>(Surroundings.Code);
        Assert.Equal(Git("rev-parse", "HEAD"), code.Head);
        Assert.Equal(Git("rev-parse", "HEAD^{tree}"), code.Tree);
        Assert.NotNull(code.IsClean);
    }

    [Fact]
    public void A_work_tree_with_a_change_or_a_new_file_is_not_clean()
    {
        using GitRepo repository = GitRepo.Create();
        repository.CommitFile("old.txt", "old", "first");
        Assert.True(Surroundings.CodeOf(repository.Path).IsClean);
        File.WriteAllText(Path.Combine(repository.Path, "new.txt"), "new");
        Assert.False(Surroundings.CodeOf(repository.Path).IsClean);
    }

    [Fact]
    public void Before_the_first_commit_there_is_none()
    {
        using GitRepo repository = GitRepo.Create();
        Assert.Equal(new(null, null, true), Surroundings.CodeOf(repository.Path));
    }

    private static string Git(params string[] arguments) => Run.Program("git", arguments, folder: Surroundings.Checkout).Out.Trim();
}
