using TestKit;
using TestKit.Payloads;

namespace Repo.Tests.Schemas;

/// <summary>What the built program says in many situations of real repositories. Made once for all tests of a class.</summary>
public sealed class Situations : IDisposable
{
    private static readonly string Zero = new('0', 40);
    private readonly List<Situation> _all = [];
    private readonly GitRepo _repo = GitRepo.Create();
    private readonly TempFolder _plain = new();

    public Situations()
    {
        string root = _repo.Commit("Begin");
        string keyed = _repo.Commit("Work\n\nFeature-Key: bd-1\n");
        string bare = _repo.Commit("Forgotten");
        _repo.SetRef("refs/heads/aside", _repo.WriteCommit("Aside\n"u8.ToArray(), [root]));
        string aside = _repo.Git("rev-parse", "aside");

        Judge("all gates pass", "all", "--base", root, "--head", keyed, "--required-baseline", root, "--reported-commit", keyed, "--feature-key", "bd-1");
        Judge("all gates fail", "all", "--base", root, "--required-baseline", aside, "--reported-commit", aside, "--reported-commit", root, "--feature-key-pattern", "bd-[0-9]+");
        Judge("one gate is asked", "baseline", "--required-baseline", root);
        Judge("ancestry alone is proven", "integrity", "--reported-commit", bare);
        Judge("the base is the zero id", "all", "--base", Zero, "--reported-commit", keyed, "--feature-key", "bd-1");
        Judge("head does not exist", "all", "--base", root, "--head", "gone", "--required-baseline", root, "--feature-key", "bd-1");
        Judge("inputs are empty", "all", "--base", root, "--required-baseline", "", "--reported-commit", "", "--feature-key", "");
        Judge("ids are of the other format", "all", "--base", root, "--required-baseline", new string('a', 64), "--reported-commit", new string('b', 64));
        InOtherRepositories(root, keyed);
        WithPolicies(root);
        WithMessages();
        WithProofs();
        Refused(root);
        // Explanations are no results, although they end with exit code 0 like one.
        int before = _all.Count;
        Spawn("all codes are explained", "explain");
        Spawn("one code is explained", "explain", "history_truncated");
        Explanations = _all[before..];
        _all.RemoveRange(before, _all.Count - before);
    }

    /// <summary>The documents of results.</summary>
    internal IEnumerable<Situation> Reports => _all.Where(situation => situation.ExitCode < 3);

    /// <summary>The documents of refusals.</summary>
    internal IEnumerable<Situation> Errors => _all.Where(situation => situation.ExitCode >= 3);

    /// <summary>The documents of explanations.</summary>
    internal IReadOnlyList<Situation> Explanations { get; private set; } = [];

    public void Dispose()
    {
        _repo.Dispose();
        _plain.Dispose();
    }

    private void InOtherRepositories(string root, string keyed)
    {
        string shallow = Path.Combine(_repo.Outside, "shallow");
        _repo.Git("clone", "--quiet", "--depth=1", "file://" + _repo.Path, shallow);
        Spawn("the clone is shallow", "gate", "all", "--repo", shallow, "--base", root, "--required-baseline", keyed, "--feature-key", "bd-1");
        string borrowed = Path.Combine(_repo.Outside, "borrowed");
        _repo.Git("clone", "--quiet", "--shared", _repo.Path, borrowed);
        Spawn("objects are borrowed", "gate", "all", "--repo", borrowed, "--base", root, "--feature-key", "bd-1");
        using GitRepo other = GitRepo.Create("--object-format=sha256");
        Spawn("the repository is SHA-256", "gate", "all", "--repo", other.Path, "--feature-key", "bd-1");
        using GitRepo empty = GitRepo.Create();
        Spawn("there is no commit", "gate", "all", "--repo", empty.Path, "--required-baseline", root, "--feature-key", "bd-1");
    }

    private void WithPolicies(string root)
    {
        _repo.Git("checkout", "--quiet", "-b", "policies");
        string exempt = _repo.Commit("Before the rule\n");
        string policy = _repo.CommitFile(".github/proofs.yml", $"version: 1\ngates: [feature-key]\nfeature_key:\n  values: [bd-1]\n  merges: skip\n  exempt:\n  - commit: {exempt}\n    reason: before the rule\n", "Rule");
        _repo.CommitFile(".github/proofs.yml", "version: 1\n", "Loosen\n\nFeature-Key: bd-1\n");
        _repo.Git("merge", "--quiet", "--no-ff", "--no-edit", "aside");
        Judge("the policy rules and is changed", "all", "--base", policy, "--trailer", "Other");
        _repo.Git("checkout", "--quiet", "-b", "broken", root);
        string broken = _repo.CommitFile(".github/proofs.yml", "version: 2\n", "Break");
        Judge("the policy is invalid", "all", "--base", broken, "--feature-key", "bd-1");
        Judge("the policy is missing", "all", "--base", root, "--policy", "other.yml", "--feature-key", "bd-1");
        _repo.Git("checkout", "--quiet", "main");
    }

    private void WithMessages()
    {
        string good = _plain.In("good");
        File.WriteAllText(good, "Work\n\nFeature-Key: bd-1\n");
        string hostile = _plain.In("hostile");
        File.WriteAllBytes(hostile, "Work\n\nFeature-Key: bd-\u202e1\xff\n"u8.ToArray());
        Spawn("a message passes", "gate", "feature-key", "--repo", _plain.Path, "--message-file", good, "--feature-key", "bd-1");
        Spawn("a message fails", "gate", "feature-key", "--repo", _plain.Path, "--message-file", hostile, "--feature-key-pattern", "bd-.*");
        Judge("a message in a repository passes", "feature-key", "--message-file", good, "--feature-key", "bd-1");
        Spawn("a message cannot be read", "gate", "feature-key", "--repo", _plain.Path, "--message-file", _plain.In("gone"), "--feature-key", "bd-1");
    }

    private void WithProofs()
    {
        string head = _repo.Head;
        string tree = _repo.Git("rev-parse", "HEAD^{tree}");
        PayloadSample live = PayloadSample.Passing("api-dispatch", "live", head, tree, TimeProvider.System.GetUtcNow());
        live.Save(_plain.In("payloads"));
        PayloadSample.Passing("one-turn", "stub", head, tree, TimeProvider.System.GetUtcNow()).With(document => document["evidence_grade"] = null).Save(_plain.In("payloads"));
        File.WriteAllText(_plain.In("attestations.json"), $"[{live.Attestation(head).ToJsonString()}]");
        Spawn("proofs hold", "verify", "payload", _plain.In("payloads"), "--require", "one-turn,api-dispatch=live", "--attestations", _plain.In("attestations.json"), "--repo", _repo.Path);
        Spawn("proofs are missing", "verify", "payload", _plain.In("gone"), "--require", "one-turn,api-dispatch=live", "--repo", _repo.Path);
        Spawn("proofs are not signed", "verify", "payload", _plain.In("payloads"), "--require", "api-dispatch=live", "--repo", _repo.Path);
        Spawn("no proof is named", "verify", "payload", _plain.In("payloads"), "--require", ",", "--repo", _repo.Path);
    }

    private void Refused(string root)
    {
        Judge("an option is unknown", "all", "--no-such-option");
        Judge("nothing is asked", "all", "--base", root);
        Judge("there is no key", "feature-key", "--base", root);
        Judge("an id is short", "baseline", "--required-baseline", root[..10]);
        Judge("a revision searches", "all", "--base", ":/Begin", "--feature-key", "bd-1");
        Judge("a pattern is none", "feature-key", "--base", root, "--feature-key-pattern", "(");
        Judge("the output cannot be written", "baseline", "--required-baseline", root, "--output", _plain.In("gone", "file"));
        Spawn("there is no repository", "gate", "baseline", "--repo", _plain.Path, "--required-baseline", root);
        Spawn("there is no folder", "gate", "baseline", "--repo", _plain.In("gone"), "--required-baseline", root);
        Spawn("a code is unknown", "explain", "no_such_code");
    }

    private void Judge(string name, string verb, params string[] options) => Spawn(name, ["gate", verb, "--repo", _repo.Path, .. options]);

    private void Spawn(string name, params string[] arguments)
    {
        RunResult result = Run.Program(Checkout.Built("Proofs.Cli", "Proofs.Cli"), [.. arguments, "--json"], _plain.Path);
        _all.Add(new(name, result.ExitCode, result.Out));
    }
}

/// <summary>One situation, and the document that came out.</summary>
internal sealed record Situation(string Name, int ExitCode, string Document);
