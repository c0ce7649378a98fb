using TestKit;

namespace Proofs.Cli.Tests.Actions.Images;

/// <summary>A program that builds images and runs containers, with the action's image built from this checkout.</summary>
internal abstract class ContainerEngine : IDisposable
{
    /// <summary>A first build makes or downloads the bases and every package.</summary>
    private static readonly TimeSpan BuildLimit = TimeSpan.FromMinutes(10);

    private readonly TempFolder _state = new();

    /// <summary>The image's name with a tag of this test process's own.</summary>
    protected string Image => $"localhost/proofs-under-test:{Path.GetFileName(_state.Path)}";

    /// <summary>The engine that this machine has, or why it has none.</summary>
    internal static ContainerEngine? Find(out string whyNot)
    {
        RunResult answer = Script("engine");
        whyNot = answer.Error.Trim();
        return answer.Out.Trim() switch { "docker" => new DockerEngine(), "buildah" => new BuildahEngine(), _ => null };
    }

    /// <summary>Builds the image; fails the test with everything that was said when that cannot be done.</summary>
    internal void Build()
    {
        RunResult built = Script("build", _state.Path, Image);
        Assert.True(built.ExitCode == 0, built.ToString());
    }

    /// <summary>Bytes of files that the image has more than its base.</summary>
    internal long AddedBytes()
    {
        RunResult told = Script("added", _state.Path, Image);
        return told.ExitCode == 0 ? long.Parse(told.Out, System.Globalization.CultureInfo.InvariantCulture) : throw new InvalidOperationException(told.ToString());
    }

    /// <summary>Runs the image's own entry point, or another one, in a new container that is gone afterwards.</summary>
    /// <param name="job">Mounts and variables.</param>
    /// <param name="isOnline">Whether the container has a network.</param>
    /// <param name="otherEntryPoint">A program of the image and its arguments.</param>
    internal abstract ContainerRun Run(RunnerJob job, bool isOnline = true, params string[] otherEntryPoint);

    /// <summary>Removes containers and image.</summary>
    public virtual void Dispose() => _state.Dispose();

    /// <summary>Runs buildah on this engine's storage.</summary>
    protected RunResult Buildah(bool isOnline, params string[] arguments) => Script(["buildah", .. isOnline ? (string[])[] : ["--offline"], _state.Path, .. arguments]);

    /// <summary>The variables by which a program finds its configuration, its caches and the network.</summary>
    protected static Dictionary<string, string> Inherited() => Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
        .Where(variable => variable.Key is string name && (name is "HOME" or "XDG_CACHE_HOME" or "NUGET_PACKAGES"
            || name.StartsWith("DOCKER_", StringComparison.Ordinal) || name.EndsWith("_proxy", StringComparison.OrdinalIgnoreCase)))
        .ToDictionary(variable => (string)variable.Key, variable => (string)variable.Value!, StringComparer.Ordinal);

    private static RunResult Script(params string[] arguments) =>
        TestKit.Run.Program(Path.Combine(Root(), "tests", "image.sh"), arguments, environment: Inherited(), limit: BuildLimit);

    private static string Root()
    {
        DirectoryInfo? at = new(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Proofs.sln")))
        {
            at = at.Parent;
        }

        return at?.FullName ?? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds Proofs.sln.");
    }
}

/// <summary>What came of a run.</summary>
/// <param name="ExitCode">The entry point's.</param>
/// <param name="Out">Its standard output.</param>
/// <param name="Error">Its standard error, and what the engine adds.</param>
/// <param name="Changes">What is different in the container's file system outside of the mounts.</param>
internal sealed record ContainerRun(int ExitCode, string Out, string Error, IReadOnlyList<string> Changes);
