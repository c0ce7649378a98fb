using TestKit;

namespace Proofs.Cli.Tests.Actions.Images;

/// <summary>Docker, called as the runner calls it. Its list of changes goes by size, mode and time, and leaves out folders' times.</summary>
internal sealed class DockerEngine : ContainerEngine
{
    internal override ContainerRun Run(RunnerJob job, bool isOnline = true, params string[] otherEntryPoint)
    {
        // Docker counts the mounts' folders as changes; a run that does nothing shows which those are.
        ContainerRun nothing = RunOnce(job, isOnline, ["true"]);
        Assert.True(nothing.ExitCode == 0, nothing.Error);
        ContainerRun run = RunOnce(job, isOnline, otherEntryPoint);
        return run with { Changes = [.. run.Changes.Except(nothing.Changes, StringComparer.Ordinal)] };
    }

    public override void Dispose()
    {
        Docker([], "image", "rm", "--force", Image);
        base.Dispose();
    }

    private ContainerRun RunOnce(RunnerJob job, bool isOnline, string[] otherEntryPoint)
    {
        string name = $"proofs-test-{Guid.NewGuid():N}";
        try
        {
            RunResult result = Docker(job.Variables, [.. Options(job, isOnline, name, otherEntryPoint)]);
            RunResult changes = Docker([], "diff", name);
            Assert.True(changes.ExitCode == 0, $"{result}\n{changes}");
            return new(result.ExitCode, result.Out, result.Error, changes.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
        finally
        {
            Docker([], "rm", "--force", "--volumes", name);
        }
    }

    private IEnumerable<string> Options(RunnerJob job, bool isOnline, string name, string[] otherEntryPoint) =>
    [
        "run", "--name", name, "--workdir", RunnerJob.Workspace,
        .. isOnline ? (string[])[] : ["--network", "none"],
        .. job.Mounts.SelectMany(mount => new[] { "--volume", $"{mount.Folder}:{mount.Place}" }),
        // The runner names the variables only and passes the values in docker's own environment.
        .. job.Variables.Keys.SelectMany(variable => new[] { "--env", variable }),
        .. otherEntryPoint.Take(1).SelectMany(program => new[] { "--entrypoint", program }),
        Image,
        .. otherEntryPoint.Skip(1),
    ];

    private static RunResult Docker(IEnumerable<KeyValuePair<string, string>> variables, params string[] arguments)
    {
        Dictionary<string, string> environment = Inherited();
        foreach ((string name, string value) in variables)
        {
            environment[name] = value;
        }

        return TestKit.Run.Program("docker", arguments, environment: environment);
    }
}
