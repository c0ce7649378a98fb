using System.Text.Json.Nodes;
using Proofs.Packs;

namespace Proofs.CliPack;

/// <summary>
/// The command runs a project to its end by itself, with turns that a model really did, and leaves records that can be checked; and where a run is not
/// completed, it does not say that it is. What is driven is the program that an operator has; nothing else of the project is referred to.
/// </summary>
public sealed class CliAutoApproveProof
{
    /// <summary>The proof.</summary>
    public const string Name = "cli-auto-approve";

    /// <summary>The variable that has the provider's key.</summary>
    public const string KeyVariable = "ANTHROPIC_API_KEY";

    /// <summary>The variable that names another program than the one that is built with the pack: an installed one.</summary>
    public const string ProgramVariable = "PROOFS_PROGRAM";

    /// <summary>The project that is to be completed.</summary>
    internal const string Main = "planning-and-review";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Everything that the proof says.</summary>
    public static IReadOnlyList<ClaimText> Says { get; } =
    [
        new("exit.zero", "The command ends with 0, and its document says that the run is completed."),
        new("gates.approved", "Both gates wait for an approval, are approved without anybody, and are passed on disk."),
        new("records.complete", "The records say so too: a completed state, the planner's and the reviewer's turn in this order, their decisions, and both in TALK.md."),
        new("reports.written", "The report and the export lie where the document says."),
        new("dispatch.answered", "Each accepted turn has the id of a request of its own that the provider answered; what the stand-in answered, it says."),
        new("dispatch.grade", "The evidence grade is what the host shows that was asked, in every record and in the document."),
        new("cost.adds_up", "What the turns cost adds up to what the document says, below a tenth of a cent too, and nothing of it is unknown."),
        new("evidence.holds", "The command itself finds nothing wrong with the export and with the run, and finds what is wrong with an export that was spoiled."),
        new("blocked.not_zero", "A run whose key the provider refuses is not completed, the command does not end with 0, and nobody is asked again."),
        new("held.not_zero", "A run whose gate wants a person, who was not asked, is not completed, and the command ends with 2."),
        new("key.kept", "The key stands in nothing that was printed or written."),
    ];

    /// <summary>The proof at its grades.</summary>
    public static IReadOnlyList<PackProof> Proofs { get; } =
    [
        new(Name, "loopback", () => TellAsync(Environment.GetEnvironmentVariable(ProgramVariable), "loopback")),
        new(Name, "live", () => TellAsync(Environment.GetEnvironmentVariable(ProgramVariable), "live", Environment.GetEnvironmentVariable(KeyVariable))),
    ];

    /// <summary>With a model's stand-in on this machine.</summary>
    [SkippableFact]
    public Task Runs_by_itself_with_a_model_server_on_this_machine() => Prove.ThatAsync(Name, "loopback", Proofs[0].Tell);

    /// <summary>With the provider.</summary>
    [SkippableFact]
    public Task Runs_by_itself_with_the_provider() => Prove.ThatAsync(Name, "live", Proofs[1].Tell);

    /// <summary>Tells the proof.</summary>
    /// <param name="program">The command; null for the one that is built with the pack.</param>
    /// <param name="grade"><c>loopback</c> or <c>live</c>.</param>
    /// <param name="key">The provider's key; without it the live story is skipped, and the other one makes up its own.</param>
    /// <param name="answers">What the server on this machine answers, attempt by attempt; two turns that are well done where nothing is said.</param>
    public static async Task<Payload> TellAsync(string? program, string grade, string? key = null, IReadOnlyList<JsonArray>? answers = null)
    {
        Payload begin = Surroundings.Begin(Name, grade, "proofs-cli-pack");
        bool isLive = grade == "live";
        if (isLive && string.IsNullOrWhiteSpace(key))
        {
            return Story.Skip(begin, Says, $"{KeyVariable} is not set; with the key of an Anthropic account there the proof asks the provider itself.");
        }

        // The second one is for what asks the server on this machine at every grade.
        Secrets secrets = new(isLive ? key! : Secrets.MadeUp(), Secrets.MadeUp());
        int attempt = 0;
        Payload told = await Story.TellAsync(begin, Says, (story, late) => DriveAsync(story, program, isLive ? null : answers?.ElementAtOrDefault(attempt++) ?? Bench.Answers(Main), secrets, late), Limit, Story.MostAttempts).ConfigureAwait(false);
        return secrets.Hide(told);
    }

    private static async Task DriveAsync(Story story, string? program, JsonArray? answers, Secrets secrets, CancellationToken late)
    {
        // Arrange: the command in an empty home, and a project that nobody touches from here on but the command.
        using Bench bench = new(program);
        story.Facts = story.Facts with { CliPath = bench.Program, CliVersion = await bench.VersionAsync(late).ConfigureAwait(false) };
        await using ModelProcess? model = answers is null ? null : await ModelProcess.StartAsync(answers, late, secrets.Keys[0]).ConfigureAwait(false);
        CliProject project = await bench.ArrangeAsync(Main, model?.Address, late).ConfigureAwait(false);
        try
        {
            // Drive.
            Launched run = await project.RunAsync(CliProject.ByItself, secrets.Keys[0], late).ConfigureAwait(false);

            // Assert, claim by claim.
            CompletedRun completed = new(story, project, run);
            completed.Tell();
            await completed.JudgeAsync(model, late).ConfigureAwait(false);

            // The same command where a run cannot be completed, in projects that know nothing of each other. These ask the server on this machine at
            // every grade, with a key that is none.
            StoppedRun[] stopped = await Task.WhenAll(
                StoppedRun.DriveAsync(bench, StoppedRun.Blocked, secrets.Keys[1], late),
                StoppedRun.DriveAsync(bench, StoppedRun.Held, secrets.Keys[1], late)).ConfigureAwait(false);
            stopped[0].IsBlocked(story);
            stopped[1].IsHeld(story);
            bench.ClaimKept(story, secrets);
        }
        finally
        {
            // Whoever gets the files of a run must not get the key with them.
            story.Facts = story.Facts with { KeptAt = bench.Has(secrets) ? null : Kept.Keep(project.Root, Name, story.Facts.Grade) };
        }
    }
}
