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
        Assert.Equal(Git("rev-parse", $"{code.Head}^{{tree}}"), code.Tree);
        Assert.NotNull(code.IsClean);
    }

    [Theory]
    [InlineData("a", true, "a", true, true)]
    [InlineData("a", false, "a", true, false)]
    [InlineData("a", true, "a", false, false)]
    [InlineData("a", true, "b", true, false)]
    public void What_was_built_is_under_test_and_clean_only_when_it_was_and_is(string built, bool wasClean, string now, bool isClean, bool expected) =>
        Assert.Equal(new(built, "tree", expected), Surroundings.Under(new(built, "tree", wasClean), new(now, "tree", isClean)));

    [Fact]
    public void Without_a_note_of_the_build_nobody_knows_what_is_under_test() => Assert.Equal(new(null, null, false), Surroundings.Under(null, new("a", "tree", true)));

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
