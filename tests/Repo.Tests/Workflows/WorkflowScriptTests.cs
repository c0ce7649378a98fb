using System.Text.RegularExpressions;
using TestKit;

namespace Repo.Tests.Workflows;

/// <summary>The scripts in the workflows, run as a runner does, on real repositories. Only docker and gh are stand-ins: they need a service.</summary>
public sealed class WorkflowScriptTests : IDisposable
{
    private const string Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private const string Image = "ghcr.io/some-owner/proofs@" + Digest;
    private static readonly Workflow Release = Workflow.Read("release.yml");
    private readonly GitRepo _origin = GitRepo.Create();
    private readonly TempFolder _machine = new();

    public WorkflowScriptTests()
    {
        Directory.CreateDirectory(Path.Combine(_origin.Path, "action"));
        foreach (string file in new[] { "action.yml", "action/set-image.sh", "action/Dockerfile" })
        {
            File.Copy(Checkout.In(file.Split('/')), Path.Combine(_origin.Path, file));
        }

        Declare("1.2.3");
    }

    private string Notes => _machine.In("notes.md");

    [Fact]
    public void A_version_that_main_declares_may_be_released() => AssertDone(Check("1.2.3"));

    [Theory]
    [InlineData("", "three numbers")]
    [InlineData("v1.2.3", "three numbers")]
    [InlineData("1.2", "three numbers")]
    [InlineData("1.2.3-rc.1", "three numbers")]
    [InlineData("1.02.3", "three numbers")]
    [InlineData("1.2.3\n1.2.3", "three numbers")]
    [InlineData("1.2.3$(id)", "three numbers")]
    [InlineData("1.2.4", "declares another version")]
    public void Another_version_may_not(string version, string because) => AssertRefused(because, Check(version));

    [Fact]
    public void Only_main_is_released() => AssertRefused("Only main", Check("1.2.3", "refs/heads/other"));

    [Fact]
    public void A_version_without_a_date_in_the_changelog_is_not_released()
    {
        _origin.CommitFile("CHANGELOG.md", "## [1.2.3] - Unreleased\n\n## [1x2.3] - 2026-01-02\n", "m");
        AssertRefused("no date", Check("1.2.3"));
    }

    [Fact]
    public void A_version_is_released_once()
    {
        _origin.Git("tag", "v1.2.3");
        AssertRefused("already", Check("1.2.3"));
    }

    [Fact]
    public void The_image_is_pushed_with_sbom_and_provenance_and_its_digest_handed_on()
    {
        Stand("docker", """case $* in *"--metadata-file"*) printf '{"containerimage.digest":"%s"}' "$DIGEST" >"$RUNNER_TEMP/image.json" ;; run*) echo 1.2.3 ;; login*) cat >&2 ;; esac; echo "docker $*" >>"$RUNNER_TEMP/calls" """);
        AssertDone(Push());
        string calls = File.ReadAllText(_machine.In("calls"));
        Assert.Contains(" --push --sbom=true --provenance=mode=max ", calls, StringComparison.Ordinal);
        Assert.Contains($"docker run --rm --entrypoint /proofs/Proofs.Cli {Image} --version\n", calls, StringComparison.Ordinal);
        Assert.DoesNotContain("a token", calls, StringComparison.Ordinal);
        Assert.Equal($"name=ghcr.io/some-owner/proofs\ndigest={Digest}\n", File.ReadAllText(_machine.In("output")));
    }

    [Theory]
    [InlineData("""case $* in *"--metadata-file"*) printf '{"containerimage.digest":"%s"}' "$DIGEST" >"$RUNNER_TEMP/image.json" ;; run*) echo 1.2.2 ;; esac""")]
    [InlineData("""case $* in *"--metadata-file"*) echo '{}' >"$RUNNER_TEMP/image.json" ;; run*) echo 1.2.3 ;; esac""")]
    [InlineData("""case $* in login*) exit 1 ;; esac""")]
    public void An_image_that_is_not_that_version_or_has_no_digest_is_not_handed_on(string docker)
    {
        Stand("docker", docker);
        Assert.NotEqual(0, Push().ExitCode);
        Assert.False(File.Exists(_machine.In("output")));
    }

    [Fact]
    public void The_tags_reach_a_commit_on_top_of_main_that_names_the_image_by_digest()
    {
        string main = _origin.Head;
        AssertDone(Tag("1.2.3"));
        Assert.Equal(main, _origin.Git("rev-parse", "main"));
        Assert.Equal(main, _origin.Git("rev-parse", "v1.2.3^"));
        Assert.Equal(_origin.Git("rev-parse", "v1.2.3"), _origin.Git("rev-parse", "v1"));
        Assert.Equal("action.yml", _origin.Git("diff", "--name-only", "main", "v1.2.3"));
        Assert.Matches($"(?m)^  image: docker://{Regex.Escape(Image)}$", _origin.Git("show", "v1.2.3:action.yml"));
        Assert.Equal("Feature-Key: action", _origin.Git("log", "-1", "--format=%(trailers)", "v1.2.3").TrimEnd('\n'));
        Assert.Equal("Release 1.2.3", _origin.Git("log", "-1", "--format=%s", "v1.2.3"));
    }

    [Fact]
    public void The_floating_tag_follows_the_newest_version_only()
    {
        AssertDone(Tag("1.9.0"));
        AssertDone(Tag("1.10.0"));
        Assert.Equal(_origin.Git("rev-parse", "v1.10.0"), _origin.Git("rev-parse", "v1"));
        AssertDone(Tag("1.9.1"));
        AssertDone(Tag("10.0.0"));
        Assert.Equal(_origin.Git("rev-parse", "v1.10.0"), _origin.Git("rev-parse", "v1"));
        _origin.Git("tag", "v1.99.0-rc.1");
        AssertDone(Tag("1.10.1"));
        Assert.Equal(_origin.Git("rev-parse", "v1.10.1"), _origin.Git("rev-parse", "v1"));
        Assert.Equal(_origin.Git("rev-parse", "v10.0.0"), _origin.Git("rev-parse", "v10"));
    }

    [Fact]
    public void A_version_tag_that_came_in_between_is_not_moved_and_neither_is_the_floating_one()
    {
        AssertDone(Tag("1.2.2"));
        string floating = _origin.Git("rev-parse", "v1");
        string clone = Clone();
        _origin.Git("tag", "v1.2.3");
        Assert.NotEqual(0, Tag("1.2.3", clone).ExitCode);
        Assert.Equal(_origin.Head, _origin.Git("rev-parse", "v1.2.3"));
        Assert.Equal(floating, _origin.Git("rev-parse", "v1"));
    }

    [Theory]
    [InlineData("ghcr.io/some-owner/proofs:1.2.3")]
    [InlineData("ghcr.io/some-owner/proofs@")]
    [InlineData("@")]
    public void Without_a_digest_there_is_no_tag(string image)
    {
        Assert.Equal(64, Tag("1.2.3", image: image).ExitCode);
        Assert.Empty(_origin.Git("tag"));
    }

    [Fact]
    public void The_notes_are_this_versions_part_of_the_changelog_and_how_to_check_the_image()
    {
        Stand("gh", """echo "gh $*" """);
        RunResult result = Script(Release, "Publish the notes", Clone(), ("VERSION", "1.2.3"), ("IMAGE", Image));
        AssertDone(result);
        Assert.Equal($"gh release create v1.2.3 --verify-tag --title 1.2.3 --notes-file {Notes}\n", result.Out);
        string check = $"gh attestation verify oci://{Image} --repo Some-Owner/Proofs --signer-workflow Some-Owner/Proofs/.github/workflows/release.yml";
        Assert.Equal($"\nIt does more.\n\n\nThe image, and how to see where it comes from:\n\n    {Image}\n    {check}\n", File.ReadAllText(Notes));
    }

    [Fact]
    public void What_judges_a_change_is_built_from_its_base()
    {
        string main = _origin.Head;
        _origin.Git("checkout", "--quiet", "-b", "change");
        _origin.CommitFile("action/Dockerfile", "FROM evil\n", "m");
        _origin.CommitFile("action/set-image.sh", "echo evil\n", "m");
        _origin.CommitFile("action.yml", "runs:\n  using: docker\n  image: docker://evil:1\n", "m");
        string clone = Clone();
        Stand("docker", """echo "docker $*"; cat "$PWD/action/Dockerfile" """);
        RunResult result = Script(Workflow.Read("self-gate.yml"), "Build the action of the base commit", clone, ("BASE", main));
        AssertDone(result);
        Assert.Equal("docker build --file action/Dockerfile --tag localhost/proofs:base .\n" + Checkout.Read("action/Dockerfile"), result.Out);
        string action = File.ReadAllText(Path.Combine(clone, "action.yml"));
        Assert.Equal(Regex.Replace(Checkout.Read("action.yml"), "(?m)^  image: .*$", "  image: docker://localhost/proofs:base", RegexOptions.None, TimeSpan.FromSeconds(5)), action);
        Assert.Equal(" M action.yml", _origin.Git(["status", "--porcelain", "--ignored"], null, clone));
    }

    [Fact]
    public void Without_a_base_nothing_is_built()
    {
        Stand("docker", "echo built");
        RunResult result = Script(Workflow.Read("self-gate.yml"), "Build the action of the base commit", Clone(), ("BASE", string.Empty));
        Assert.NotEqual(0, result.ExitCode);
        Assert.Empty(result.Out);
    }

    public void Dispose()
    {
        _origin.Dispose();
        _machine.Dispose();
    }

    private static void AssertDone(RunResult result) => Assert.True(result.ExitCode == 0, result.ToString());

    private static void AssertRefused(string because, RunResult result)
    {
        Assert.NotEqual(0, result.ExitCode);
        Assert.StartsWith("::error::", result.Out, StringComparison.Ordinal);
        Assert.Contains(because, result.Out, StringComparison.Ordinal);
    }

    private void Declare(string version)
    {
        _origin.CommitFile("CHANGELOG.md", $"# Changelog\n\n## [9.9.9] - Unreleased\n\nNot yet.\n\n## [{version}] - 2026-01-02\n\nIt does more.\n\n## [0.0.1] - 2025-01-02\n\nOld.\n", "m");
        _origin.CommitFile("Directory.Build.props", $"<Project>\n<Version>{version}</Version>\n</Project>\n", "m");
        _origin.Git("add", "--all");
        _origin.Commit("m");
    }

    private string Clone()
    {
        string clone = _machine.In(Path.GetRandomFileName());
        _origin.Git("clone", "--quiet", _origin.Path, clone);
        return clone;
    }

    private void Stand(string program, string script)
    {
        Directory.CreateDirectory(_machine.In("bin"));
        string path = _machine.In("bin", program);
        File.WriteAllText(path, $"#!/bin/bash\n{script}\n");
        Assert.Equal(0, Run.Program("chmod", ["+x", path]).ExitCode);
    }

    private RunResult Check(string version, string reference = "refs/heads/main") => Script(Release, "Check the version", Clone(), ("VERSION", version), ("GITHUB_REF", reference));

    private RunResult Push() => Script(Release, "Build and push the image", Clone(), ("VERSION", "1.2.3"), ("TOKEN", "a token"), ("DIGEST", Digest));

    private RunResult Tag(string version, string? clone = null, string image = Image) => Script(Release, "Tag a commit that names the image by its digest", clone ?? Clone(), ("VERSION", version), ("IMAGE", image));

    /// <summary>As a runner does with "shell: bash".</summary>
    private RunResult Script(Workflow workflow, string step, string folder, params (string Name, string Value)[] variables)
    {
        string file = _machine.In("step.sh");
        File.WriteAllText(file, workflow.Script(step));
        Dictionary<string, string> environment = variables.ToDictionary(variable => variable.Name, variable => variable.Value, StringComparer.Ordinal);
        environment["PATH"] = $"{_machine.In("bin")}:{Environment.GetEnvironmentVariable("PATH")}";
        environment["RUNNER_TEMP"] = _machine.Path;
        environment["GITHUB_OUTPUT"] = _machine.In("output");
        environment["GITHUB_REPOSITORY"] = "Some-Owner/Proofs";
        environment["GITHUB_ACTOR"] = "somebody";
        environment["GITHUB_SERVER_URL"] = "https://github.com";
        environment["GITHUB_SHA"] = _origin.Head;
        return Run.Program("bash", ["--noprofile", "--norc", "-eo", "pipefail", file], folder, environment: environment);
    }
}
