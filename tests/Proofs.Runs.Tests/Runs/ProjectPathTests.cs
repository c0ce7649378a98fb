using Proofs.Runs.Runs;

namespace Proofs.Runs.Tests.Runs;

/// <summary>Paths that agents supply.</summary>
public sealed class ProjectPathTests
{
    public static TheoryData<string> Escapes => new(
        string.Empty, " ", ".", "./", "./.", "/", "//", "/etc/passwd", "..", "../x", "a/..", "a/../b", "a/../../b", "./../x", "a/b/../../../c", ".. /x", "../", "a/.. ", "...", "a/.../b", ". ./x", "..\u200B/x", "\u200D./x",
        "C:", "C:/x", "file:///etc/passwd", "file:/x", "https://x/y",  "c:x", "C:\\x", "\\\\server\\x", "\\x", "a\\b", "a/..\\b", "a\\..\\b", "a\0b", "a\nb", "a\tb", "a\u0085b", "a\u007Fb", new string('a', 5000));

    [Theory]
    [MemberData(nameof(Escapes))]
    public void What_leaves_the_project_or_might_has_no_form(string path)
    {
        Assert.False(ProjectPath.TryNormalize(path, out string normalized));
        Assert.Empty(normalized);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_no_path() =>
        Assert.All(["\uD800", "a/\uDC00/b", "a\uD800/b", "\uDC00\uD800", "\uD800\uD800"], path => Assert.False(ProjectPath.TryNormalize(path, out _)));

    [Fact]
    public void Nothing_has_no_form() => Assert.False(ProjectPath.TryNormalize(null, out _));

    [Theory]
    [InlineData("src/a.cs", "src/a.cs")]
    [InlineData("./src/a.cs", "src/a.cs")]
    [InlineData("src//a.cs", "src/a.cs")]
    [InlineData("src/./a.cs", "src/a.cs")]
    [InlineData("././/src/././a.cs/", "src/a.cs")]
    [InlineData("..a/b..", "..a/b..")]
    [InlineData("a/b c.txt", "a/b c.txt")]
    [InlineData("é/文.md", "é/文.md")]
    [InlineData("a/😀", "a/😀")]
    [InlineData(".gitignore", ".gitignore")]
    [InlineData("ab:c", "ab:c")]
    public void A_path_has_one_form(string path, string form)
    {
        Assert.True(ProjectPath.TryNormalize(path, out string normalized));
        Assert.Equal(form, normalized);
        Assert.True(ProjectPath.TryNormalize(normalized, out string again));
        Assert.Equal(form, again);
    }

    [Theory]
    [InlineData(".agentxchain/state.json")]
    [InlineData(".agentxchain/history.jsonl")]
    [InlineData(".agentxchain/decision-ledger.jsonl")]
    [InlineData(".agentxchain/lock.json")]
    [InlineData(".agentxchain")]
    [InlineData(".agentxchain/anything/else")]
    [InlineData(".agentxchain/reviews")]
    [InlineData(".agentxchain/Reviews/x.md")]
    [InlineData(".agentxchain/staging/turn_2/turn-result.json")]
    [InlineData(".agentxchain/staging/turn_1")]
    [InlineData(".agentxchain/proposed/turn_2/x")]
    [InlineData(".AgentXchain/state.json")]
    [InlineData(".AGENTXCHAIN/STATE.JSON")]
    [InlineData(".AGENTXCHAIN/reviews/x.md")]
    [InlineData(".agentxchain./state.json")]
    [InlineData(".agentxchain /state.json")]
    [InlineData(".agent\u200Dxchain/state.json")]
    [InlineData(".agentxchain::$INDEX_ALLOCATION/state.json")]
    [InlineData("AGENTX~1/state.json")]
    [InlineData("agentxchain.json")]
    [InlineData("AgentXchain.JSON")]
    [InlineData("agentxchain.json.")]
    [InlineData("agentxchain.json:x")]
    [InlineData("agentxchain.json/x")]
    [InlineData("AGENTX~2.JSO")]
    [InlineData(".git")]
    [InlineData(".git/config")]
    [InlineData(".GIT/hooks/pre-commit")]
    [InlineData("sub/.git/config")]
    [InlineData(".git./config")]
    [InlineData("git~1/config")]
    [InlineData(".github")]
    [InlineData(".github/proofs.yml")]
    [InlineData(".GitHub/Proofs.YML")]
    [InlineData(".github/proof\u017F.yml")]
    [InlineData(".g\u0131t/config")]
    [InlineData(".agentxchain/loc\u212A.json")]
    [InlineData("GITHUB~1/proofs.yml")]
    public void What_decides_about_the_run_is_reserved(string path) => Assert.True(ProjectPath.IsReserved(path, "turn_1"));

    [Theory]
    [InlineData("src/a.cs")]
    [InlineData(".agentxchain/reviews/turn_1-qa-review.md")]
    [InlineData(".agentxchain/staging/turn_1/turn-result.json")]
    [InlineData(".agentxchain/proposed/turn_1/src/a.cs")]
    [InlineData(".gitignore")]
    [InlineData(".gitattributes")]
    [InlineData(".github/workflows/ci.yml")]
    [InlineData("docs/.github/proofs.yml")]
    [InlineData("sub/agentxchain.json")]
    [InlineData("sub/.agentxchain/state.json")]
    [InlineData("agentxchain.json.md")]
    [InlineData(".planning/PLAN.md")]
    [InlineData("git/config")]
    [InlineData("agentx~/x")]
    public void Everything_else_is_open(string path) => Assert.False(ProjectPath.IsReserved(path, "turn_1"));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/b")]
    public void A_turn_whose_id_is_no_name_opens_nothing(string turnId) => Assert.True(ProjectPath.IsReserved($".agentxchain/staging/{turnId}/x", turnId));

    [Theory]
    [InlineData("src/a.cs", true, false)]
    [InlineData(".planning/PLAN.md", false, true)]
    [InlineData(".Planning/PLAN.md", false, false)]
    [InlineData(".planning", false, false)]
    [InlineData(".planningx/a", true, false)]
    [InlineData(".agentxchain/reviews/a.md", false, true)]
    [InlineData(".agentxchain/staging/turn_1/a.json", false, false)]
    [InlineData("TALK.md", false, false)]
    [InlineData("docs/TALK.md", true, false)]
    public void Plans_and_the_runs_own_records_are_no_product(string path, bool isProduct, bool isForReviewers)
    {
        Assert.Equal(isProduct, ProjectPath.IsProduct(path));
        Assert.Equal(isForReviewers, ProjectPath.IsForReviewers(path));
    }
}
