using System.Security.Cryptography;
using Proofs.Cli.Init;
using Proofs.Cli.Run;
using Proofs.Git;
using Proofs.Git.WorkTrees;
using Proofs.Runs.Runs;
using Proofs.Verdicts;

namespace Proofs.Cli.Demo;

/// <summary>The project of the demonstration: a repository of its own with a configuration and a scenario. It stays, because its report is to be read.</summary>
internal static class DemoProject
{
    /// <summary>The template that it is made from.</summary>
    private const string Template = "scripted";

    private const string Scenario = "scenario.json";

    /// <summary>Makes it in the folder for temporary files.</summary>
    /// <param name="refusal">Why it cannot be made, or null.</param>
    /// <returns>The run that is to be shown, or null.</returns>
    internal static RunRequest? Create(out Refusal? refusal)
    {
        try
        {
            return Make(out refusal);
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            // The folder for temporary files may be full or closed to this user.
            refusal = new(RunCodes.StorageFailed, $"The demonstration's project cannot be written: {broken.Message}", RunCodes.StorageFailed.Fix);
            return null;
        }
    }

    private static RunRequest? Make(out Refusal? refusal)
    {
        string above = Directory.CreateTempSubdirectory("proofs-demo-").FullName;
        string project = Path.Combine(above, "project");
        Directory.CreateDirectory(project);
        Dictionary<string, string> files = new(StringComparer.Ordinal);
        foreach ((string name, byte[] content) in ProjectTemplate.All.Single(each => each.Name == Template).Files("proofs-demo"))
        {
            File.WriteAllBytes(Path.Combine(project, name), content);
            files.Add(name, "sha256:" + Convert.ToHexStringLower(SHA256.HashData(content)));
        }

        if ((refusal = NewRepository.Create(project)) is not null)
        {
            return null;
        }

        CheckpointOutcome outcome = CheckpointWriter.Write(project, new("scaffold", "Begin", files) { At = TimeProvider.System.GetUtcNow() });
        refusal = outcome.CommitId is null ? new(RunCodes.StorageFailed, $"The demonstration's first commit could not be made: {outcome.Message}", RunCodes.StorageFailed.Fix) : null;
        return refusal is not null ? null : new() { Folder = project, Script = Path.Combine(project, Scenario), AutoApprove = true, Anchors = Path.Combine(above, "anchors") };
    }
}
