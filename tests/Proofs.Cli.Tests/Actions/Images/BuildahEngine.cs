using System.Text.Json;
using TestKit;

namespace Proofs.Cli.Tests.Actions.Images;

/// <summary>buildah as root, which needs no service: a container is a folder, and what runs in it is started here.</summary>
internal sealed class BuildahEngine : ContainerEngine
{
    private Container? _ready;

    internal override ContainerRun Run(RunnerJob job, bool isOnline = true, params string[] otherEntryPoint)
    {
        Container container = _ready ?? Prepare(job);
        _ready = null;
        RunResult result = Buildah(isOnline, [.. Options(job), container.Id, "--", .. otherEntryPoint.Length > 0 ? otherEntryPoint : EntryPoint()]);
        // buildah itself puts a file into /run and takes it away again, each time, which leaves that folder's time changed.
        string[] changes = [.. container.Files.ChangesTo(FileTree.Read(container.Root)).Where(change => change != "changed /run")];
        if (changes.Length > 0)
        {
            Call("rm", container.Id);
        }
        else
        {
            // Nothing has changed in it, so it is as good as a new one, which would take a copy of the whole image.
            _ready = container;
        }

        return new(result.ExitCode, result.Out, result.Error, changes);
    }

    private Container Prepare(RunnerJob job)
    {
        string id = Call("from", "--pull-never", Image);
        string root = Call("mount", id);
        // buildah makes the mounts' folders when something first runs; what is compared begins after that.
        RunResult prepared = Buildah(isOnline: true, [.. Options(job), id, "--", "true"]);
        Assert.True(prepared.ExitCode == 0, prepared.ToString());
        return new(id, root, FileTree.Read(root));
    }

    private static string[] Options(RunnerJob job) =>
    [
        "run", "--workingdir", RunnerJob.Workspace,
        .. job.Mounts.SelectMany(mount => new[] { "--volume", $"{mount.Folder}:{mount.Place}" }),
        .. job.Variables.SelectMany(variable => new[] { "--env", $"{variable.Key}={variable.Value}" }),
    ];

    /// <summary>As the image's configuration has it: buildah does not use it by itself.</summary>
    private string[] EntryPoint()
    {
        JsonElement configuration = JsonDocument.Parse(Call("inspect", "--type", "image", Image)).RootElement.GetProperty("OCIv1").GetProperty("config");
        return [.. configuration.GetProperty("Entrypoint").EnumerateArray().Select(part => part.GetString()!)];
    }

    private string Call(params string[] arguments)
    {
        RunResult result = Buildah(isOnline: true, arguments);
        return result.ExitCode == 0 ? result.Out.Trim() : throw new InvalidOperationException($"buildah {string.Join(' ', arguments)}: {result}");
    }

    /// <summary>A container in which nothing has been changed.</summary>
    private sealed record Container(string Id, string Root, FileTree Files);
}
