using Proofs.Packs;
using Proofs.RunnerPack;

if (args is [KilledProcess.Verb, var root, var anchors])
{
    return await KilledProcess.RunAsync(root, anchors);
}

Payload payload = args[0] switch { "one-turn" => await OneTurnProof.TellAsync(new Runner()), "to-completion" => await ToCompletionProof.TellAsync(new Runner()), "api-dispatch" => await ApiDispatchProof.LoopbackAsync(new Runner()), "multi-phase-write" => await MultiPhaseWriteProof.LoopbackAsync(new Runner()),_ => await RunLoopProof.TellAsync(new Runner()) };
Console.WriteLine(Prove.Describe(payload));
Console.WriteLine(System.Text.Encoding.UTF8.GetString(payload.ToJson()));
return 0;
