using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Proofs.Packs;

/// <summary>Where and on what a proof runs.</summary>
public static class Surroundings
{
    private static readonly Lazy<string?> Found = new(() => FindCheckout(AppContext.BaseDirectory));
    private static readonly Lazy<CodeFacts?> CodeFound = new(() => Found.Value is { } checkout ? (IsElsewhere(checkout) ? CodeOf(checkout) : Under(Built, CodeOf(checkout))) : null);

    /// <summary>The checkout that this assembly was built in; null outside of one.</summary>
    public static string? Checkout => Found.Value;

    /// <summary>The machine.</summary>
    public static MachineFacts Machine => new(RuntimeInformation.OSDescription, RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant(), RuntimeInformation.FrameworkDescription, Environment.ProcessorCount);

    /// <summary>
    /// The commit under test. In the checkout that this assembly was built in: the commit that was built, clean only when the work tree was so then and is
    /// so now, at the same commit. In another one, whose own build noted nothing here, what git says now. Null outside of a checkout.
    /// </summary>
    public static CodeFacts? Code => CodeFound.Value;

    /// <summary>The folder of payloads: <c>PROOFS_OUTPUT</c>, or <c>artifacts/proofs</c> of the checkout, or of the current folder outside of one.</summary>
    public static string OutputFolder => Environment.GetEnvironmentVariable("PROOFS_OUTPUT") is { Length: > 0 } named
        ? Path.GetFullPath(named, Checkout ?? Environment.CurrentDirectory)
        : Path.Combine(Checkout ?? Environment.CurrentDirectory, "artifacts", "proofs");

    /// <summary>The job, from the variables that GitHub sets; null outside of CI. Source: GitHub, variables of workflows.</summary>
    public static CiFacts? Ci => Environment.GetEnvironmentVariable("GITHUB_RUN_ID") is { Length: > 0 } run
        ? new(
            Variable("GITHUB_REPOSITORY"),
            Variable("GITHUB_WORKFLOW"),
            run,
            int.TryParse(Variable("GITHUB_RUN_ATTEMPT"), NumberStyles.None, CultureInfo.InvariantCulture, out int attempt) && attempt > 0 ? attempt : null,
            Variable("GITHUB_SHA"))
        : null;

    /// <summary>What every payload begins with.</summary>
    /// <param name="proof">The proof.</param>
    /// <param name="grade">The grade that it sets out for.</param>
    /// <param name="runner">The runner that is driven.</param>
    public static Payload Begin(string proof, string grade, string runner) => new()
    {
        Proof = proof,
        Grade = grade,
        Result = "fail",
        Runner = runner,
        Timings = new(default, default, 0),
        Environment = Machine,
        Ci = Ci,
    };

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static string? FindCheckout(string from)
    {
        for (DirectoryInfo? at = new(from); at is not null; at = at.Parent)
        {
            if (Path.Exists(Path.Combine(at.FullName, ".git")))
            {
                return at.FullName;
            }
        }

        return null;
    }

    /// <summary>What the build noted: commit, tree, whether the work tree was clean, and the folder of the packs.</summary>
    private static string[]? Notes => typeof(Surroundings).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(note => note.Key == "Commit")?.Value?.Split(';');

    private static bool IsElsewhere(string checkout) => Notes is [_, _, _, .. var place] && Path.GetFullPath(Path.Combine(string.Join(';', place), "..")) != checkout;

    /// <summary>The commit that was built; null when there was none.</summary>
    private static CodeFacts? Built => Notes is [var head, var tree, var clean, ..] ? new(head, tree, clean == "true") : null;

    /// <summary>What was built, and whether that is what is checked out.</summary>
    /// <param name="built">What the build noted; null for nothing.</param>
    /// <param name="now">What git says now.</param>
    public static CodeFacts Under(CodeFacts? built, CodeFacts now) => new(built?.Head, built?.Tree, built is { IsClean: true } && now.IsClean == true && built.Head == now.Head);

    /// <summary>What git says of a checkout now.</summary>
    /// <param name="checkout">Its folder.</param>
    public static CodeFacts CodeOf(string checkout)
    {
        // A file that git does not know is built all the same, so that it counts as a change.
        string[]? commit = Git(checkout, "rev-parse", "HEAD^{commit}", "HEAD^{tree}");
        string[]? changes = Git(checkout, "status", "--porcelain", "--untracked-files=normal");
        return new(commit is [var head, _] ? head : null, commit is [_, var tree] ? tree : null, changes is null ? null : changes.Length == 0);
    }

    private static string[]? Git(string checkout, params string[] arguments)
    {
        Dictionary<string, string> environment = new(StringComparer.Ordinal);
        if (Variable("HOME") is { } home)
        {
            // Whose repositories git reads stands in the user's own settings. None of git's variables: a hook's would point at another repository.
            environment.Add("HOME", home);
        }

        try
        {
            Launched said = Launch.RunAsync(Launch.Start("git", ["-c", "core.fsmonitor=false", .. arguments], checkout, environment), TimeSpan.FromSeconds(30)).GetAwaiter().GetResult();
            return said is { ExitCode: 0, IsLate: false } ? said.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries) : null;
        }
        catch (StoryEnd)
        {
            // No git on this machine: then nobody can say which commit it is, and the payload says so.
            return null;
        }
    }
}
