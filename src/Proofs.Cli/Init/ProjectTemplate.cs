using System.Reflection;
using System.Text;

namespace Proofs.Cli.Init;

/// <summary>A project to begin with.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Description">Who does what in it.</param>
/// <param name="Needs">What has to be there before it runs.</param>
/// <param name="Run">The command that has its turns done.</param>
internal sealed record ProjectTemplate(string Name, string Description, string Needs, string Run)
{
    /// <summary>What stands in a template where the project's own name belongs.</summary>
    private const string Placeholder = "my-project";
    private const string Git = "git, and a repository with a commit";

    /// <summary>Whether a scenario does the turns: it needs no repository and says itself what is to be reached.</summary>
    internal bool IsPlayed => Run.Contains(" --script ", StringComparison.Ordinal);

    internal static IReadOnlyList<ProjectTemplate> All { get; } =
    [
        new("manual", "People plan, build and judge; each turn is handed in as a file.", Git, "proofs step"),
        Agent("codex", "Codex", "codex"),
        Agent("claude-code", "Claude Code", "claude"),
        Agent("gemini", "Gemini CLI", "gemini"),
        Agent("opencode", "opencode", "opencode"),
        new("api-review", "A model plans and reviews over Anthropic's API; it changes no file.", "a key in ANTHROPIC_API_KEY; " + Git, "proofs run"),
        new("scripted", "A written scenario plays every turn, without a key and without a network.", "grep", "proofs run --auto-approve --script scenario.json"),
    ];

    /// <summary>Its files by their paths, agentxchain.json last: without it the others are no project.</summary>
    /// <param name="project">The project's id.</param>
    internal IReadOnlyList<KeyValuePair<string, byte[]>> Files(string project)
    {
        Assembly assembly = Assembly.GetExecutingAssembly();
        string folder = $"templates/{Name}/";
        return
        [
            .. from resource in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal)
               let path = resource.Replace('\\', '/')
               where path.StartsWith(folder, StringComparison.Ordinal)
               orderby path.EndsWith("/agentxchain.json", StringComparison.Ordinal)
               select KeyValuePair.Create(path[folder.Length..], Encoding.UTF8.GetBytes(Read(assembly, resource).Replace(Placeholder, project, StringComparison.Ordinal))),
        ];
    }

    private static ProjectTemplate Agent(string name, string title, string program) =>
        new(name, $"{title} plans, builds and reviews in the work tree; a person approves the plan and the result.", $"`{program}` on the PATH, logged in or with its key; {Git}", "proofs run");

    private static string Read(Assembly assembly, string resource)
    {
        using StreamReader reader = new(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
