using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Proofs.Git;
using Proofs.Git.WorkTrees;
using Proofs.Packs;

namespace Proofs.RunnerPack;

/// <summary>A project in the folder for temporary files: a repository with its configuration and one commit. All else in it is the runner's work.</summary>
internal sealed class Project : IDisposable
{
    /// <summary>Makes one.</summary>
    /// <param name="name">A folder of <c>Projects</c>.</param>
    /// <param name="settings">What stands in the place of <c>{{NAME}}</c>.</param>
    internal Project(string name, params (string Name, string Value)[] settings)
    {
        Name = name;
        Directory.CreateDirectory(Root);
        string configuration = settings.Aggregate(Text($"{name}/agentxchain.json"), (text, setting) => text.Replace($"{{{{{setting.Name}}}}}", setting.Value, StringComparison.Ordinal));
        byte[] content = Encoding.UTF8.GetBytes(configuration);
        File.WriteAllBytes(Path.Combine(Root, "agentxchain.json"), content);
        if (NewRepository.Create(Root) is { } refused)
        {
            throw Story.Stop(new(refused.Reason.Id, refused.Message, refused.Next ?? refused.Reason.Fix));
        }

        Dictionary<string, string> files = new(StringComparer.Ordinal) { ["agentxchain.json"] = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(content)) };
        CheckpointOutcome begun = CheckpointWriter.Write(Root, new("scaffold", "Begin", files) { At = TimeProvider.System.GetUtcNow() });
        if (begun.CommitId is null)
        {
            throw Story.Stop(new("scaffold_failed", $"The project's first commit could not be made: {begun.Message}", "Look at the folder for temporary files."));
        }
    }

    /// <summary>The folder of <c>Projects</c> that it was made from.</summary>
    internal string Name { get; }

    /// <summary>The folder that everything is in, and that is deleted at the end.</summary>
    internal string Folder { get; } = Directory.CreateTempSubdirectory("proofs-pack-").FullName;

    /// <summary>The project's folder.</summary>
    internal string Root => Path.Combine(Folder, "project");

    /// <summary>The folder beside it where the journal's head is noted.</summary>
    internal string Anchors => Path.Combine(Folder, "anchors");

    public void Dispose()
    {
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    private static string Text(string name) => Encoding.UTF8.GetString(Bytes(name));

    /// <summary>The bytes of a file of <c>Projects</c>.</summary>
    internal static byte[] Bytes(string name)
    {
        using Stream resource = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using MemoryStream content = new();
        resource.CopyTo(content);
        return content.ToArray();
    }
}
