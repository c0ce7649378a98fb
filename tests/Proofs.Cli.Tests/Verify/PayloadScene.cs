using System.Text.Json.Nodes;
using TestKit;
using TestKit.Payloads;

namespace Proofs.Cli.Tests.Verify;

/// <summary>A repository with one commit, and beside it a folder of payloads about that commit.</summary>
internal sealed class PayloadScene : IDisposable
{
    internal PayloadScene()
    {
        Head = Repo.CommitFile("src/code.txt", "code\n", "Work\n");
        Tree = Repo.Git("rev-parse", "HEAD^{tree}");
        Directory.CreateDirectory(Folder);
    }

    internal GitRepo Repo { get; } = GitRepo.Create();

    internal string Head { get; }

    internal string Tree { get; }

    internal string Folder => Path.Combine(Repo.Outside, "payloads");

    internal string AttestationFile => Path.Combine(Repo.Outside, "attestations.json");

    internal PayloadSample Sample(string proof = "one-turn", string grade = "stub") => PayloadSample.Passing(proof, grade, Head, Tree, TimeProvider.System.GetUtcNow());

    internal PayloadSample Save(string proof = "one-turn", string grade = "stub", Action<JsonObject>? change = null)
    {
        PayloadSample sample = Sample(proof, grade).With(change ?? (_ => { }));
        sample.Save(Folder);
        return sample;
    }

    internal void Attest(params PayloadSample[] samples) => File.WriteAllText(AttestationFile, new JsonArray([.. samples.Select(sample => sample.Attestation(Head))]).ToJsonString());

    internal CliResult Verify(string required, params string[] options) => Cli.Run(["verify", "payload", Folder, "--require", required, "--repo", Repo.Path, "--json", .. options]);

    public void Dispose() => Repo.Dispose();
}
