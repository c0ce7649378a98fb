using System.Diagnostics;
using System.Text.Json.Nodes;
using Proofs.Packs;

namespace Proofs.CliPack;

/// <summary>What a story has on the machine: the command, an empty home, a place for the command's notes, and projects beside each other. All of it is gone at the end.</summary>
internal sealed class Bench : IDisposable
{
    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(60);

    private readonly string _root;
    private readonly Starter _start;
    private readonly List<(string What, Launched Answer)> _said = [];

    internal Bench(string? program)
        : this(program, Directory.CreateTempSubdirectory("proofs-cli-").FullName, Launch.RunAsync)
    {
    }

    /// <summary>With a folder that may have something in it already, and a command that somebody else may start, or answer for.</summary>
    internal Bench(string? program, string root, Starter start)
    {
        (_root, _start) = (root, start);
        Program = program is not { Length: > 0 } ? Launch.Built("Proofs.Cli", "src/Proofs.Cli") : program.Contains('/') ? Path.GetFullPath(program) : program;
        Directory.CreateDirectory(Home);
    }

    /// <summary>Starts the command and waits for its end.</summary>
    internal delegate Task<Launched> Starter(ProcessStartInfo start, TimeSpan limit, CancellationToken late);

    /// <summary>The folder of all that is here.</summary>
    internal string Root => _root;

    /// <summary>The command.</summary>
    internal string Program { get; }

    /// <summary>Where the command notes the heads of journals, outside of every project.</summary>
    internal string Anchors => Path.Combine(State, "proofs", "anchors");

    private string Home => Path.Combine(_root, "home");

    private string State => Path.Combine(_root, "state");

    /// <summary>What the server on this machine answers in a project.</summary>
    internal static JsonArray Answers(string project) => Read($"{project}/answers.json").AsArray();

    /// <summary>What the command says that it is, or null.</summary>
    internal async Task<string?> VersionAsync(CancellationToken late)
    {
        Launched said = await LaunchAsync(["--version"], _root, key: null, Quick, late).ConfigureAwait(false);
        return said is { ExitCode: 0, Out: var version } && version.Trim().Length > 0 ? version.Trim() : null;
    }

    /// <summary>Makes a project: its configuration in a git repository with one commit. Everything after that is the command's.</summary>
    /// <param name="name">The project.</param>
    /// <param name="model">Where its models are asked; null for their providers.</param>
    /// <param name="late">Ends it.</param>
    internal async Task<CliProject> ArrangeAsync(string name, Uri? model, CancellationToken late)
    {
        JsonNode configuration = Read($"{name}/agentxchain.json");
        if (model is not null)
        {
            configuration["runtimes"]!["haiku"]!["base_url"] = model.GetLeftPart(UriPartial.Authority);
        }

        string folder = Path.Combine(_root, name);
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "agentxchain.json"), configuration.ToJsonString(new() { WriteIndented = true }) + "\n", late).ConfigureAwait(false);
        await GitAsync(folder, late, "init", "--quiet", "--initial-branch=main", ".").ConfigureAwait(false);
        await GitAsync(folder, late, "add", "--all").ConfigureAwait(false);
        await GitAsync(folder, late, "-c", "user.name=Scaffold", "-c", "user.email=scaffold@example.com", "commit", "--quiet", "--message=scaffold").ConfigureAwait(false);
        return new(this, name, folder);
    }

    /// <summary>Starts the command with nothing from the outside but a key.</summary>
    internal async Task<Launched> LaunchAsync(IReadOnlyList<string> arguments, string folder, string? key, TimeSpan limit, CancellationToken late)
    {
        Dictionary<string, string> environment = new(StringComparer.Ordinal) { ["HOME"] = Home, ["XDG_STATE_HOME"] = State };
        if (key is not null)
        {
            environment[CliAutoApproveProof.KeyVariable] = key;
        }

        Launched answer = await _start(Launch.Start(Program, arguments, folder, environment), limit, late).ConfigureAwait(false);
        lock (_said)
        {
            _said.Add(($"{arguments[0]} in {Path.GetFileName(folder)}", answer));
        }

        return answer;
    }

    /// <summary>Claims that keys stand in nothing that the command printed, and in no file that is here now.</summary>
    internal void ClaimKept(Story story, Secrets secrets) => secrets.ClaimKept(story, _root, Printed(secrets));

    /// <summary>Whether a key stands anywhere.</summary>
    internal bool Has(Secrets secrets) => Printed(secrets).Concat(secrets.Files(_root)).Any();

    private IReadOnlyList<string> Printed(Secrets secrets)
    {
        lock (_said)
        {
            return
            [
                .. _said.Where(said => secrets.AreIn(said.Answer.Out)).Select(said => $"output of {said.What}"),
                .. _said.Where(said => secrets.AreIn(said.Answer.Error)).Select(said => $"diagnostics of {said.What}"),
            ];
        }
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static JsonNode Read(string resource)
    {
        using Stream file = typeof(Bench).Assembly.GetManifestResourceStream(resource)!;
        return JsonNode.Parse(file)!;
    }

    private async Task GitAsync(string folder, CancellationToken late, params string[] arguments)
    {
        Dictionary<string, string> environment = new(StringComparer.Ordinal) { ["HOME"] = Home, ["GIT_CONFIG_NOSYSTEM"] = "1", ["GIT_CONFIG_GLOBAL"] = "/dev/null" };
        Launched git = await Launch.RunAsync(Launch.Start("git", arguments, folder, environment), Quick, late).ConfigureAwait(false);
        if (git.ExitCode != 0)
        {
            throw Story.Stop(new("scaffold_failed", $"git {string.Join(' ', arguments)} ended with {git.ExitCode}: {git.Error.Trim()}", "Look at what git says; the proof needs git 2.39 or later."));
        }
    }
}

/// <summary>A project on the bench.</summary>
/// <param name="Bench">The bench.</param>
/// <param name="Name">The project.</param>
/// <param name="Root">Its folder.</param>
internal sealed record CliProject(Bench Bench, string Name, string Root)
{
    /// <summary>How long a run may take.</summary>
    internal static readonly TimeSpan Limit = TimeSpan.FromSeconds(180);

    /// <summary>A run that somebody waits for.</summary>
    internal static IReadOnlyList<string> Attended { get; } = ["run", "--max-turns", "6", "--json"];

    /// <summary>A run that nobody is there for.</summary>
    internal static IReadOnlyList<string> ByItself { get; } = ["run", "--auto-approve", "--max-turns", "6", "--json"];

    /// <summary>Starts the command in it.</summary>
    internal Task<Launched> RunAsync(IReadOnlyList<string> arguments, string? key, CancellationToken late) => Bench.LaunchAsync(arguments, Root, key, Limit, late);

    /// <summary>Whether the records or the document say that the run is completed.</summary>
    internal bool SaysCompleted(Launched run) =>
        (string?)new RunRecords(Root).State?["status"] == "completed" || RunDocument.Read(run.Out) is { Status: "completed" } or { StopReason: "completed" } or { IsOk: true };
}
